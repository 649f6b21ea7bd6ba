package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixStoreTest {
    private static final String RULES = "Always be kind, brief and exact. ".repeat(12);
    private static final long PLENTY = 1L << 30;

    @TempDir private Path cache;
    private Completion first;

    @BeforeEach
    void warmUp() throws Exception {
        first = ask(RULES, PLENTY);
    }

    /** What a new process would answer. */
    private Completion ask(String rules, long bytes) throws Exception {
        EngineOptions options =
                EngineOptions.in(cache)
                        .withThreads(1)
                        .withContextLength(512)
                        .withPrefixBytes(bytes);
        try (EmbeddedModel model = EmbeddedModel.open(TestModel.file(), options, new ChatMl())) {
            return model.complete(
                    CompletionRequest.of(
                                    List.of(
                                            SystemMessage.from(rules),
                                            UserMessage.from("What is the capital of Italy?")))
                            .withMaxOutputTokens(16));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("prefix"))) {
            return files.toList();
        }
    }

    @Test
    void aSecondProcessFindsTheStateOfTheFirst() throws Exception {
        assertThat(first.usage().cachedTokens()).isZero();
        assertThat(files()).hasSize(1);
        Completion second = ask(RULES, PLENTY);
        assertThat(second.usage().cachedTokens()).isGreaterThan(80);
        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void otherRulesAreAnotherState() throws Exception {
        assertThat(ask(RULES + "!", PLENTY).usage().cachedTokens()).isZero();
        assertThat(files()).hasSize(2);
    }

    @Test
    void aShortBeginningIsNotKept() throws Exception {
        ask("Be brief.", PLENTY);
        assertThat(files()).hasSize(1);
    }

    @Test
    void aDamagedFileIsIgnoredAndReplaced() throws Exception {
        Path file = files().getFirst();
        byte[] sound = Files.readAllBytes(file);
        for (int at : new int[] {0, 9, 20, sound.length / 2, sound.length - 1}) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x40;
            assertReplaced(file, damaged, sound);
        }
    }

    @Test
    void aShortenedEmptyOrForeignFileIsIgnoredAndReplaced() throws Exception {
        Path file = files().getFirst();
        byte[] sound = Files.readAllBytes(file);
        assertReplaced(file, new byte[0], sound);
        assertReplaced(file, "something else".getBytes(StandardCharsets.UTF_8), sound);
        assertReplaced(file, Arrays.copyOf(sound, sound.length - 1000), sound);
    }

    private void assertReplaced(Path file, byte[] damaged, byte[] sound) throws Exception {
        Files.write(file, damaged, StandardOpenOption.TRUNCATE_EXISTING);
        Completion again = ask(RULES, PLENTY);
        assertThat(again.usage().cachedTokens()).isZero();
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(Files.size(file)).isEqualTo(sound.length);
        assertThat(ask(RULES, PLENTY).usage().cachedTokens()).isGreaterThan(80);
    }

    @Test
    void theLeastRecentlyUsedLeaves() throws Exception {
        Path old = files().getFirst();
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        long room = Files.size(old) * 5 / 2;
        ask(RULES + "Second.", room);
        assertThat(files()).hasSize(2).contains(old);
        ask(RULES + "Third one.", room);
        assertThat(files()).hasSize(2).doesNotContain(old);
    }

    @Test
    void useMakesAFileYoung() throws Exception {
        Path old = files().getFirst();
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        ask(RULES, PLENTY);
        assertThat(Files.getLastModifiedTime(old)).isGreaterThan(FileTime.fromMillis(1_000_000));
    }

    @Test
    void aStoreWithoutRoomKeepsNothing() throws Exception {
        Files.delete(files().getFirst());
        assertThat(ask(RULES, 0).text()).isEqualTo(first.text());
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoError() throws Exception {
        Files.delete(files().getFirst());
        Files.delete(cache.resolve("prefix"));
        Files.writeString(cache.resolve("prefix"), "a file where the folder should be");
        assertThat(ask(RULES, PLENTY).text()).isEqualTo(first.text());
    }
}
