package dev.hoopoe.reading.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

class PdfTest {
    @Test
    void findsHeadingsTablesItemsAndColumns() {
        Document annals = Fixture.read("annals.pdf");
        assertThat(annals.title()).isEqualTo("Harbour Annals");
        assertThat(annals.facts()).containsEntry("pages", "3").containsEntry("author", "Bo Abel");
        assertThat(annals.sections())
                .extracting(Section::label)
                .containsExactly("page 1", "page 2", "page 3");
        assertThat(annals.sections().getFirst().markdown())
                .startsWith("# Harbour Annals\n\n# 1. Ships\n\nThe harbour master")
                .contains(
                        "| Ship | Built | Tons |\n|---|---|---|\n| Aurora | 1911 | 1,200 |\n"
                                + "| Bertha Maria | 1923 | 980 |\n| Cygnus | 1940 | 2,310 |",
                        "- Rope and tackle\n- Lamp oil",
                        "## 1.1 Crew",
                        "was international by treaty.");
        assertThat(annals.sections().get(1).markdown()).startsWith("## Column part 0\n\nP0a The");
        assertThat(annals.markdown()).containsSubsequence("P0b", "P0c", "P0d", "P0e", "P0f");
    }

    @Test
    void dropsRunningHeadersAndPageNumbers() {
        assertThat(Fixture.read("annals.pdf").markdown()).doesNotContain("volume 7", "Page 2");
    }

    @Test
    void readsWhatBrowsersPrint() {
        assertThat(Fixture.read("printed.pdf").markdown())
                .contains("# Printed page", "## Table", "```\nint a = 1;\nint b = 2;\n```");
    }

    @Test
    void aProtectedFileSaysSo() throws IOException {
        byte[] locked = pdf(true);
        assertThatThrownBy(() -> Fixture.read(locked, "secret.pdf"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "secret.pdf is encrypted with a password. Ask the user for a copy without"
                                + " a password.");
    }

    @Test
    void aFileCutShortIsReadOrRefusedButNeverFails() throws IOException {
        byte[] whole = Fixture.bytes("annals.pdf");
        for (int length = 8; length < whole.length; length += 97) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            try {
                assertThat(Fixture.read(cut, "cut.pdf").format()).isEqualTo(Format.PDF);
            } catch (UnreadableException e) {
                assertThat(e).hasMessageContaining("cut.pdf");
            }
        }
    }

    @Test
    void spoiltBytesAreReadOrRefusedButNeverFail() {
        byte[] whole = Fixture.bytes("annals.pdf");
        for (int at = 0; at < whole.length; at += 61) {
            byte[] spoilt = whole.clone();
            spoilt[at] ^= 0x15;
            try {
                assertThat(Fixture.read(spoilt, "bad.pdf").format()).isNotNull();
            } catch (UnreadableException e) {
                assertThat(e).hasMessageContaining("bad.pdf");
            }
        }
    }

    @Test
    void nothingIsPrintedWhateverIsWrong() {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Fixture.read(pdf(false), "a.pdf");
            byte[] cut = java.util.Arrays.copyOf(Fixture.bytes("annals.pdf"), 3_000);
            Fixture.read(cut, "cut.pdf");
        } catch (IOException | UnreadableException e) {
            assertThat(e).hasMessageContaining("cut.pdf");
        } finally {
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aPageWithoutTextIsSaidToBeAnImage() throws IOException {
        try (PDDocument pdf = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            pdf.addPage(new PDPage());
            pdf.save(out);
            assertThat(Fixture.read(out.toByteArray(), "scan.pdf").facts())
                    .containsEntry("text", "none: its pages are images");
        }
    }

    private static byte[] pdf(boolean locked) throws IOException {
        try (PDDocument pdf = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                content.showText("Text without its font");
                content.endText();
            }
            if (locked) {
                pdf.protect(new StandardProtectionPolicy("o", "u", new AccessPermission()));
            }
            pdf.save(out);
            return out.toByteArray();
        }
    }
}
