package dev.hoopoe.inference;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A program of its own: answers one question on standard output, then the number of cached tokens.
 */
final class OneAnswer {
    private OneAnswer() {}

    public static void main(String[] arguments) throws IOException {
        EngineOptions options =
                EngineOptions.in(Path.of(arguments[1])).withThreads(1).withContextLength(512);
        try (EmbeddedModel model = EmbeddedModel.open(Path.of(arguments[0]), options);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            String rules = arguments.length > 2 ? arguments[2] : "";
            Completion completion = model.complete(request(rules));
            String text = completion.text() + "|" + completion.usage().cachedTokens();
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static CompletionRequest request(String rules) {
        return CompletionRequest.of(
                        List.of(
                                SystemMessage.from("Be exact and kind. ".repeat(30) + rules),
                                UserMessage.from("What is the capital of Spain?")))
                .withMaxOutputTokens(12);
    }
}
