package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractCommandTest {
    private static final String PAGE =
            "<html lang=en><title>Rain</title><nav><a href=/x>World news</a></nav><main><h1>Rain</h1>"
                    + "<p>The harbour was quiet when the first boats came home, and nobody spoke. <a href=next>More</a></p>"
                            .repeat(20)
                    + "</main>";
    @TempDir private Path home;
    private Path in;
    private Path out;
    private Cli cli;

    @BeforeEach
    void pages() throws IOException {
        in = Files.createDirectories(home.resolve("in"));
        Files.createDirectories(in.resolve("deep"));
        out = home.resolve("out");
        Files.writeString(in.resolve("a.html"), PAGE);
        gzip(
                in.resolve("deep/b.htm.gz"),
                PAGE.replace("harbour", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(in.resolve("notes.txt"), "no page");
        cli = new Cli(home);
    }

    @Test
    void writesPlainTextBesideTheSameNames() throws IOException {
        assertThat(extract("text")).as(cli.err()).isZero();
        assertThat(files()).containsExactly("a.txt", "deep/b.txt");
        assertThat(Files.readString(out.resolve("a.txt")))
                .contains("The harbour was quiet")
                .doesNotContain("World news", "](", "# ");
        assertThat(Files.readString(out.resolve("deep/b.txt"))).contains("The caf\u00e9 was quiet");
        assertThat(cli.err()).contains("2 pages extracted");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void writesMarkdownWithLinksAgainstTheBase() throws IOException {
        assertThat(
                        cli.run(
                                "extract",
                                "--in",
                                in.toString(),
                                "--out",
                                out.toString(),
                                "--url-base",
                                "https://site.test/old"))
                .isZero();
        assertThat(Files.readString(out.resolve("a.md")))
                .contains("# Rain", "[More](https://site.test/old/next)");
    }

    @Test
    void writesJsonWithWhatThePageSaysAboutItself() throws IOException {
        assertThat(extract("json")).isZero();
        assertThat(Files.readString(out.resolve("a.json")))
                .startsWith("{\"url\":\"\",\"title\":\"Rain\"")
                .contains("\"language\":\"en\"", "\"text\":\"", "\"markdown\":\"");
    }

    @Test
    void aBrokenFileCostsALineAndTheRestIsDone() throws IOException {
        Files.writeString(in.resolve("bad.html.gz"), "this is not gzip");
        assertThat(extract("text")).isEqualTo(1);
        assertThat(cli.err()).contains("bad.html.gz: ", "2 pages extracted", "1 failed");
        assertThat(files()).containsExactly("a.txt", "deep/b.txt");
    }

    @Test
    void twoPagesOfOneNameAreNotMixed() throws IOException {
        Files.writeString(in.resolve("a.htm"), PAGE);
        assertThat(extract("text")).isEqualTo(1);
        assertThat(cli.err()).contains("rename one");
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("a.txt"), "old");
        assertThat(extract("text")).isZero();
        assertThat(Files.readString(out.resolve("a.txt")))
                .doesNotContain("old")
                .contains("harbour");
    }

    @Test
    void aLinkInTheOutputLeadsNowhere() throws IOException {
        Path outside = Files.createDirectory(home.resolve("outside"));
        Files.createDirectories(out);
        Files.createSymbolicLink(out.resolve("deep"), outside);
        assertThat(extract("text")).isEqualTo(1);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void saysWhichFormatsThereAre() {
        assertThat(extract("pdf")).isEqualTo(2);
        assertThat(cli.err()).contains("\"pdf\" is no format", "text, markdown or json");
        assertThat(
                        cli.run(
                                "extract",
                                "--in",
                                home.resolve("none").toString(),
                                "--out",
                                out.toString()))
                .isEqualTo(2);
        assertThat(cli.err()).contains("is no folder");
    }

    private int extract(String format) {
        return cli.run(
                "extract", "--in", in.toString(), "--out", out.toString(), "--format", format);
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(f -> out.relativize(f).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static void gzip(Path file, byte[] bytes) throws IOException {
        try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(file))) {
            to.write(bytes);
        }
    }
}
