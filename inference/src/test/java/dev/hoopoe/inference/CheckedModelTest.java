package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.inference.models.ModelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedModelTest {
    @TempDir private Path folder;

    @Test
    void checksAFileAgainWhenItChanges() throws Exception {
        Path file = folder.resolve("model.gguf");
        Files.copy(TestModel.file(), file, StandardCopyOption.REPLACE_EXISTING);
        Path notes = folder.resolve("notes");
        CheckedModel.require(file, notes);
        CheckedModel.require(file, notes);
        assertThat(notes).isDirectoryContaining("glob:**.ok");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(50_000_000);
        }
        assertThatThrownBy(() -> CheckedModel.require(file, notes))
                .isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> EmbeddedModel.open(file, EngineOptions.in(folder)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(
                        () -> EmbeddedModel.open(folder.resolve("none"), EngineOptions.in(folder)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("none");
    }
}
