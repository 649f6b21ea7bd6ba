package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {
    private static final byte[] MODEL = GgufFile.llama().bytes();

    @TempDir private Path folder;

    private ModelStore store() {
        return ModelStore.at(folder.resolve("models"), Catalogue.bundled());
    }

    /** A model that the store fetched once, which is now what it is. */
    private void fetched(String name, String source, String sha256, byte[] now) throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.write(models.resolve(name + ".gguf"), now);
        new Receipt(source, sha256, null).write(models.resolve(name + ".json"));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    private ModelCheck check(String name) {
        return ModelCheck.run(ModelDetails.of(store(), name), _ -> {}, () -> false);
    }

    @Test
    void aFileWithoutAKnownHashIsOnlyHashed() throws IOException {
        Path file = Files.write(folder.resolve("m.gguf"), MODEL);
        AtomicLong bytes = new AtomicLong();
        ModelDetails details = ModelDetails.of(store(), file.toString());

        assertThat(ModelCheck.run(details, bytes::set, () -> false).sha256())
                .isEqualTo(sha256(MODEL));
        assertThat(bytes).hasValue(MODEL.length);
        assertThat(details.hash()).isEmpty();
        assertThat(details.title()).contains("tiny");
    }

    @Test
    void aFileThatChangedSinceItWasFetchedIsRefused() throws IOException {
        byte[] now = MODEL.clone();
        now[MODEL.length - 1]++;
        fetched("mine", "http://127.0.0.1/m.gguf", sha256(MODEL), MODEL);
        assertThat(check("mine").details().hash()).get().hasToString(known("when it was fetched"));

        fetched("mine", "http://127.0.0.1/m.gguf", sha256(MODEL), now);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> check("mine"))
                .withMessageContaining("when it was fetched it is " + sha256(MODEL))
                .withMessageContaining("hoopoe models rm mine");
        assertThatExceptionOfType(ModelException.class)
                .as("also under its path")
                .isThrownBy(() -> check(folder.resolve("models/mine.gguf").toString()));
    }

    private static String known(String origin) {
        return new ModelDetails.KnownHash(sha256(MODEL), origin).toString();
    }

    @Test
    void theCatalogueKnowsBetterThanTheReceipt() throws IOException {
        CatalogueSource source =
                Catalogue.bundled().find("smollm2-135m").orElseThrow().sources().getFirst();
        fetched("smollm2-135m", source.address(), sha256(MODEL), MODEL);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> check("smollm2-135m"))
                .withMessageContaining("as the catalogue says");
    }

    @Test
    void ollamasFilesAreNamedAfterTheirHash() throws IOException {
        Path right = Files.write(folder.resolve("sha256-" + sha256(MODEL)), MODEL);
        Path wrong = Files.write(folder.resolve("sha256-" + "0".repeat(64)), MODEL);
        assertThat(check(right.toString()).sha256()).isEqualTo(sha256(MODEL));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> check(wrong.toString()))
                .withMessageContaining("as Ollama's name for the file says");
    }

    @Test
    void aTemplateThatCannotBeReadIsFoundBeforeTheFirstQuestion() throws IOException {
        Path file =
                GgufFile.llama()
                        .with("tokenizer.chat_template", GgufFile.string("{% for %}"))
                        .write(folder.resolve("m.gguf"));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> check(file.toString()))
                .withMessageContaining("The chat template cannot be read at line 1");
    }

    @Test
    void cancellingStopsReading() throws IOException {
        Path file = Files.write(folder.resolve("m.gguf"), MODEL);
        ModelDetails details = ModelDetails.of(store(), file.toString());
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> ModelCheck.run(details, _ -> {}, () -> true));
    }

    @Test
    void whetherTheTemplateTakesToolsIsTried() throws IOException {
        assertThat(takesTools("{{ messages[0].content }}{# tools #}")).isFalse();
        assertThat(takesTools("{% for tool in tools %}{{ tool | tojson }}{% endfor %}")).isTrue();
        assertThat(takesTools("{{ raise_exception('tools') }}")).isFalse();
    }

    private boolean takesTools(String template) throws IOException {
        Path file =
                GgufFile.llama()
                        .with("tokenizer.chat_template", GgufFile.string(template))
                        .write(folder.resolve("m.gguf"));
        return ModelDetails.of(store(), file.toString()).takesTools();
    }
}
