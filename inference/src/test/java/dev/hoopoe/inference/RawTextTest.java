package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts that no template writes. */
class RawTextTest {
    @TempDir private static Path cache;
    private static EmbeddedModel model;

    @BeforeAll
    static void open() throws Exception {
        EngineOptions options =
                EngineOptions.in(cache).withThreads(1).withContextLength(512).withPrefixBytes(0);
        model = EmbeddedModel.open(TestModel.file(), options, new ChatMl());
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    private static Completion complete(ModelInput input) {
        return model.complete(
                CompletionRequest.of(List.of(UserMessage.from("?")))
                        .withInput(input)
                        .withMaxOutputTokens(12));
    }

    @Test
    void isContinued() {
        Completion completion = complete(ModelInput.ofRawText("The capital of France is"));
        assertThat(completion.text()).startsWith(" Paris");
    }

    @Test
    void isThePromptThatTheTemplateWouldHaveWritten() {
        String question = "What is the capital of France?";
        Completion templated = complete(ModelInput.of(List.of(UserMessage.from(question))));
        Completion raw =
                complete(
                        ModelInput.ofRawText(
                                "<|im_start|>user\n%s<|im_end|>\n<|im_start|>assistant\n"
                                        .formatted(question)));
        assertThat(raw.text()).isEqualTo(templated.text());
        assertThat(raw.usage().promptTokens()).isEqualTo(templated.usage().promptTokens());
    }

    @Test
    void isNoSecondConversation() {
        assertThatThrownBy(() -> ModelInput.ofRawText(""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
