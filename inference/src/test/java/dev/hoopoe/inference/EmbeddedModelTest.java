package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedModelTest {
    @Test
    void answers(@TempDir Path cache) throws Exception {
        try (EmbeddedModel model =
                EmbeddedModel.open(TestModel.file(), EngineOptions.in(cache), new ChatMl())) {
            StringBuilder shown = new StringBuilder();
            Completion completion =
                    model.complete(
                            CompletionRequest.of(
                                            List.of(
                                                    UserMessage.from(
                                                            "What is the capital of France?")))
                                    .withMaxOutputTokens(40)
                                    .withOnText(shown::append));
            assertThat(completion.text()).contains("Paris").isEqualTo(shown.toString());
            assertThat(completion.reason()).isEqualTo(StopReason.END);
        }
    }
}
