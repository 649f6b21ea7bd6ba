package dev.hoopoe.bench;

import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that a program needs for its first token: opens a model, asks, and writes the answer as
 * it comes.
 *
 * <p>{@code FirstToken MODEL CACHE CONTEXT THREADS TOKENS QUESTION [TOOLS keep|forget SYSTEM]}, where
 * {@code TOOLS} is a file {@code {"tools":[…]}}, and {@code keep} lets beginnings of prompts stay in
 * {@code CACHE}.
 */
public final class FirstToken {
    private FirstToken() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        boolean hasTools = args.length > 6;
        boolean keep = hasTools && args[7].equals("keep");
        EngineOptions options =
                EngineOptions.in(Path.of(args[1]))
                        .withContextLength(Integer.parseInt(args[2]))
                        .withThreads(Integer.parseInt(args[3]))
                        .withPrefixBytes(keep ? EngineOptions.DEFAULT_PREFIX_BYTES : 0);
        List<ChatMessage> messages = new ArrayList<>();
        if (hasTools) {
            messages.add(SystemMessage.from(args[8]));
        }
        messages.add(UserMessage.from(args[5]));
        CompletionRequest request =
                CompletionRequest.of(messages)
                        .withMaxOutputTokens(Integer.parseInt(args[4]))
                        .withOnText(
                                text -> {
                                    out.print(text);
                                    out.flush();
                                });
        if (hasTools) {
            request = request.withTools(Wire.parse(Files.readString(Path.of(args[6]))).tools());
        }
        try (EmbeddedModel model = EmbeddedModel.open(Path.of(args[0]), options)) {
            model.complete(request);
        }
    }
}
