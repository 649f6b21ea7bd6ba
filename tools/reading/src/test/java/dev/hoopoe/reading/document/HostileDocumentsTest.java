package dev.hoopoe.reading.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class HostileDocumentsTest {
    private static final Limits SMALL =
            new Limits(1 << 20, 8 << 20, 10_000, 3, Duration.ofSeconds(20));

    @Test
    void aBombIsRefusedBeforeItFillsTheMemory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(megabyte);
            }
            zip.closeEntry();
        }
        assertThatThrownBy(() -> Fixture.read(bytes.toByteArray(), "bomb.docx"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("unpacks to more than");
    }

    @Test
    void aPdfBombIsRefusedToo() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            byte[] megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) ' ');
            for (int i = 0; i < 200; i++) {
                deflater.write(megabyte);
            }
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(latin("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"));
        pdf.writeBytes(latin("2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"));
        pdf.writeBytes(latin("3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"));
        pdf.writeBytes(
                latin("4 0 obj<</Length " + packed.size() + "/Filter/FlateDecode>>stream\n"));
        pdf.writeBytes(packed.toByteArray());
        pdf.writeBytes(latin("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"));
        assertThatThrownBy(() -> Fixture.read(pdf.toByteArray(), "bomb.pdf"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("unpacks to more than 128 MB");
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void entitiesAreNeitherExpandedNorFetched() {
        String bomb =
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>"
                        + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>";
        byte[] docx =
                Fixture.zip(
                        "word/document.xml",
                        bomb
                                + "<w:document><w:body><w:p><w:r><w:t>x &b; &f;</w:t></w:r></w:p>"
                                + "</w:body></w:document>");
        assertThat(Fixture.read(docx, "e.docx").markdown())
                .doesNotContain("aaaaaaaaaa", "root:")
                .startsWith("x");
        byte[] sheet =
                Fixture.zip(
                        "xl/workbook.xml",
                        "<workbook><sheets><sheet name='S' r:id='r1'/></sheets></workbook>",
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id='r1' Type='x' Target='s.xml'/></Relationships>",
                        "xl/s.xml",
                        bomb + "<worksheet><c r='A1' t='str'><v>&f;</v></c></worksheet>");
        assertThat(markdownOrError(sheet, "e.xlsx")).doesNotContain("root:", "aaaaaaaaaa");
    }

    private static String markdownOrError(byte[] bytes, String name) {
        try {
            return Fixture.read(bytes, name).markdown();
        } catch (UnreadableException e) {
            return e.problem() + " " + e.nextStep();
        }
    }

    @Test
    void deepNestingEndsInAnAnswer() {
        String deep = "<w:p><w:sdt><w:sdtContent>".repeat(100_000);
        assertThat(markdownOrError(Fixture.docx(deep), "deep.docx")).isNotNull();
        String tables = "<w:tbl><w:tr><w:tc>".repeat(20_000) + "<w:p/>";
        assertThat(markdownOrError(Fixture.docx(tables), "deep.docx")).isNotNull();
    }

    @Test
    void claimsOfHugeSheetsCostNothing() {
        String sheet =
                "<dimension ref='A1:XFD1048576'/><row r='1048576'><c r='XFD1048576' t='str'>"
                        + "<v>x</v></c></row><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>";
        assertThat(Fixture.read(Fixture.xlsx(sheet), "huge.xlsx").markdown())
                .isEqualTo("[sheet S]\n\n| x |\n|---|");
        StringBuilder far = new StringBuilder();
        for (int row = 1; row < 5_000; row++) {
            far.append("<row><c r='").append(letters(row)).append(row);
            far.append("' t='str'><v>y</v></c></row>");
        }
        assertThat(Fixture.read(Fixture.xlsx(far.toString()), "far.xlsx").markdown())
                .hasSizeLessThan(4_200_000);
    }

    private static String letters(int column) {
        StringBuilder out = new StringBuilder();
        for (int left = column; left > 0; left = (left - 1) / 26) {
            out.insert(0, (char) ('A' + (left - 1) % 26));
        }
        return out.toString();
    }

    @Test
    void limitsOfTheCallerHold() {
        StringBuilder body = new StringBuilder();
        for (int page = 0; page < 9; page++) {
            body.append("<w:p><w:r><w:lastRenderedPageBreak/><w:t>page</w:t></w:r></w:p>");
        }
        byte[] nine = Fixture.docx(body.toString());
        Document three = Documents.read(Source.file(nine, "n.docx"), SMALL, () -> false);
        assertThat(three.sections()).hasSize(3);
        assertThat(three.truncated()).isTrue();
        byte[] long1 = Fixture.docx("<w:p><w:r><w:t>" + "x ".repeat(9_000) + "</w:t></w:r></w:p>");
        Document cut = Documents.read(Source.file(long1, "l.docx"), SMALL, () -> false);
        assertThat(cut.markdown()).hasSize(10_000);
        assertThat(cut.truncated()).isTrue();
        assertThatThrownBy(() ->
                        Documents.read(
                                Source.file(new byte[2 << 20], "big.pdf"), SMALL, () -> false))
                .hasMessageContaining("big.pdf is larger than 1 MB");
    }

    @Test
    void readingStopsWhenItsCallerDoes() {
        assertThatThrownBy(() ->
                        Documents.read(
                                Source.file(Fixture.bytes("annals.pdf"), "a.pdf"),
                                Limits.DEFAULT,
                                () -> true))
                .isInstanceOf(CancellationException.class);
        Limits hurried = new Limits(1 << 20, 1 << 20, 1_000, 10, Duration.ZERO);
        assertThatThrownBy(() ->
                        Documents.read(
                                Source.file(Fixture.bytes("annals.pdf"), "a.pdf"),
                                hurried,
                                () -> false))
                .hasMessageContaining("a.pdf takes longer to read than 0 s");
    }

    @Test
    void spoiltPackagesAreReadOrRefusedButNeverFail() {
        for (String name : new String[] {"prices.xlsx", "plan.pptx", "open.odt", "book.epub"}) {
            byte[] whole = Fixture.bytes(name);
            for (int at = 4; at < whole.length; at += 1 + whole.length / 120) {
                byte[] spoilt = whole.clone();
                spoilt[at] ^= 0x2A;
                assertThat(markdownOrError(spoilt, name)).isNotNull();
                assertThat(markdownOrError(Arrays.copyOf(whole, at), name)).isNotNull();
            }
        }
    }

    @Test
    void whatIsNoDocumentSaysWhatIs() {
        assertThat(markdownOrError(Fixture.zip("a.txt", "x"), "a.zip"))
                .isEqualTo(
                        "a.zip is a ZIP archive, not a document. Unpack it, then read the files"
                                + " in it.");
        byte[] old = new byte[600];
        old[0] = (byte) 0xD0;
        old[1] = (byte) 0xCF;
        old[2] = 0x11;
        old[3] = (byte) 0xE0;
        assertThat(markdownOrError(old, "a.doc")).contains("old binary Office file");
        assertThat(markdownOrError(new byte[600], "a.bin")).contains("no document of a known");
    }
}
