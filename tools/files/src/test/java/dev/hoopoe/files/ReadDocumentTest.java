package dev.hoopoe.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadDocumentTest {
    private static final String BREAK = "<w:lastRenderedPageBreak/>";

    @TempDir Path base;
    private Sandbox box;

    @BeforeEach
    void sandbox() throws IOException {
        box = new Sandbox(base.toRealPath());
        Path place = box.write("report.docx", "");
        String body = paragraph("", "Ferry") + paragraph(BREAK, "Ropes") + paragraph(BREAK, "End");
        Files.write(
                place,
                zip("word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"));
    }

    private static String paragraph(String before, String text) {
        return "<w:p><w:r>" + before + "<w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static byte[] zip(String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void showsADocumentPageByPage() {
        ToolResult read = box.call("file_read", "path", "report.docx");
        assertThat(Sandbox.body(read))
                .isEqualTo("[page 1]\n\nFerry\n\n[page 2]\n\nRopes\n\n[page 3]\n\nEnd");
        assertThat(read.text()).contains("src=report.docx", "pages=3");
        assertThat(read.sources()).containsExactly(new Source.File("report.docx"));
    }

    @Test
    void showsTheAskedPagesOnly() {
        assertThat(Sandbox.body(box.call("file_read", "path", "report.docx", "pages", "2")))
                .isEqualTo("[page 2]\n\nRopes");
        assertThat(Sandbox.body(box.call("file_read", "path", "report.docx", "pages", "2-9")))
                .endsWith("End");
        assertThat(box.call("file_read", "path", "report.docx", "pages", "7").text())
                .contains("has 3 pages, so there is no page 7");
        assertThat(box.call("file_read", "path", "report.docx", "pages", "x").text())
                .contains("pages is x");
    }

    @Test
    void showsThePartsAboutSomething() {
        assertThat(Sandbox.body(box.call("file_read", "path", "report.docx", "focus", "ropes")))
                .contains("Ropes")
                .doesNotContain("Ferry");
    }

    @Test
    void explainsWhatCannotBeRead() throws IOException {
        Files.write(base.toRealPath().resolve("home/a.zip"), zip("a.txt", "x"));
        assertThat(box.call("file_read", "path", "a.zip").text())
                .contains("a.zip is a ZIP archive, not a document.");
        assertThat(box.call("file_read", "path", "report.docx", "lines", "1-2").text())
                .contains("is a document, which has pages, not lines");
        Files.writeString(base.toRealPath().resolve("home/cut.pdf"), "%PDF-1.7 cut");
        assertThat(box.call("file_read", "path", "cut.pdf").text()).contains("cut.pdf is damaged");
    }
}
