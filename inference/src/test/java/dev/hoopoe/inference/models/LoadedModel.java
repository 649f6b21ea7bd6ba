package dev.hoopoe.inference.models;

import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.Repack;
import dev.hoopoe.inference.llama.KvType;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that loads a model, lets it read some 500 tokens and prints what the system says about
 * its memory.
 */
final class LoadedModel {
    /** Of GPT-2-like vocabularies, five tokens each. */
    private static final int SENTENCES = 100;

    private LoadedModel() {}

    /** Arguments: file, cache, context length, whether to repack, type of the KV cache. */
    public static void main(String[] arguments) throws Exception {
        EngineOptions options =
                EngineOptions.in(Path.of(arguments[1]))
                        .withContextLength(Integer.parseInt(arguments[2]))
                        .withRepack(Boolean.parseBoolean(arguments[3]) ? Repack.ON : Repack.OFF)
                        .withKvType(KvType.valueOf(arguments[4]))
                        .withPrefixBytes(0);
        CompletionRequest request =
                CompletionRequest.of(
                                List.of(UserMessage.from("Birds sing at dawn. ".repeat(SENTENCES))))
                        .withMaxOutputTokens(8);
        try (EmbeddedModel model = EmbeddedModel.open(Path.of(arguments[0]), options)) {
            model.complete(request);
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM") || line.startsWith("Rss"))
                    .forEach(System.out::println);
        }
    }
}
