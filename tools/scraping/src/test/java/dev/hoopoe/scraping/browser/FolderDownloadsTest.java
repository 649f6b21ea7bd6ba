package dev.hoopoe.scraping.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDownloadsTest {
    @TempDir private Path folder;

    @Test
    void namesLoseWhatCouldHarm() {
        assertThat(FolderDownloads.safe("../../etc/passwd")).isEqualTo("passwd");
        assertThat(FolderDownloads.safe("C:\\Users\\x.exe")).isEqualTo("x.exe");
        assertThat(FolderDownloads.safe(".bashrc")).isEqualTo("bashrc");
        assertThat(FolderDownloads.safe("a\u0000b\n\u202e:c?.txt")).isEqualTo("a_b___c_.txt");
        assertThat(FolderDownloads.safe("CON.txt")).isEqualTo("fileCON.txt");
        assertThat(List.of("", "..", " . ", "/", "a/.."))
                .allSatisfy(name -> assertThat(FolderDownloads.safe(name)).isEqualTo("file"));
        assertThat(FolderDownloads.safe("x".repeat(5_000) + ".pdf")).hasSize(100).endsWith("x.pdf");
    }

    @Test
    void neverWritesOverAFileOrThroughALink() throws IOException {
        FolderDownloads downloads = new FolderDownloads(folder.resolve("d"), "d/", 100);
        assertThat(downloads.save("r.csv", bytes("one"))).isEqualTo("d/r.csv");
        assertThat(downloads.save("r.csv", bytes("two"))).isEqualTo("d/r (2).csv");
        assertThat(folder.resolve("d/r.csv")).hasContent("one");
        Path outside = Files.writeString(folder.resolve("outside"), "mine");
        Files.createSymbolicLink(folder.resolve("d/l.txt"), outside);
        Files.createSymbolicLink(folder.resolve("d/gone.txt"), folder.resolve("gone"));
        assertThat(downloads.save("l.txt", bytes("x"))).isEqualTo("d/l (2).txt");
        assertThat(downloads.save("gone.txt", bytes("x"))).isEqualTo("d/gone (2).txt");
        assertThat(outside).hasContent("mine");
        assertThat(folder.resolve("gone")).doesNotExist();
    }

    @Test
    void aFolderThatIsALinkIsRefused() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThatThrownBy(() -> new FolderDownloads(link, "link/", 100).save("a", bytes("x")))
                .hasMessageContaining("link");
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void aFileBeyondTheLimitLeavesNothing() {
        FolderDownloads downloads = new FolderDownloads(folder, "d/", 3);
        assertThatThrownBy(() -> downloads.save("a.bin", bytes("four")))
                .hasMessageContaining("larger than 3 bytes");
        assertThat(folder).isEmptyDirectory();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
