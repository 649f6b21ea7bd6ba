package dev.hoopoe.inference;

import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Real weights, loaded once for the tests of a class. */
abstract class WithTestModel {
    static final int CONTEXT = 1024;

    @TempDir static Path cache;
    static EmbeddedModel model;

    @BeforeAll
    static void open() throws Exception {
        model = open(cache);
    }

    static EmbeddedModel open(Path cache) throws Exception {
        // One thread: other builds on the machine then slow a test down, and do not stop it.
        EngineOptions options =
                EngineOptions.in(cache)
                        .withThreads(1)
                        .withContextLength(CONTEXT)
                        .withPrefixBytes(0);
        return EmbeddedModel.open(TestModel.file(), options, new ChatMl());
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    static CompletionRequest ask(String question) {
        return CompletionRequest.of(List.of(UserMessage.from(question))).withMaxOutputTokens(24);
    }

    static final String CAPITAL = "What is the capital of France?";
}
