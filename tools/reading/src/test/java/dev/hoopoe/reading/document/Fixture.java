package dev.hoopoe.reading.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Documents for tests: files of real writers, and packages made by hand. */
final class Fixture {
    private Fixture() {}

    static byte[] bytes(String name) {
        try (InputStream in = Fixture.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document read(String name) {
        return read(bytes(name), name);
    }

    static Document read(byte[] bytes, String name) {
        return Documents.read(Source.file(bytes, name), Limits.DEFAULT, () -> false);
    }

    static Document text(String text, String name, String type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Source source = new Source(bytes, name, Optional.of(type), "https://site.test/");
        return Documents.read(source, Limits.DEFAULT, () -> false);
    }

    /** A ZIP file of parts, given as name and text in turn. */
    static byte[] zip(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < parts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(parts[i]));
                zip.write(parts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] docx(String body) {
        return zip("word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>");
    }

    static byte[] xlsx(String sheetData) {
        return zip(
                "xl/workbook.xml",
                "<workbook><sheets><sheet name='S' r:id='r1' xmlns:r='r'/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='r1' Type='x/worksheet'"
                        + " Target='worksheets/sheet1.xml'/></Relationships>",
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData>" + sheetData + "</sheetData></worksheet>");
    }
}
