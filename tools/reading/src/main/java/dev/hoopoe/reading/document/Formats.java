package dev.hoopoe.reading.document;

import dev.hoopoe.reading.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Tells what bytes are: by themselves first, then by their declared type, then by their name. */
final class Formats {
    private static final int PDF_HEADER_WITHIN = 1_024;
    private static final int SNIFFED_BYTES = 4_096;

    private Formats() {}

    /** Whether the bytes start as a format that is more than text. */
    static boolean packed(byte[] head) {
        return pdf(head) || ZipParts.is(head) || PictureReader.is(head);
    }

    /** The format by the first bytes, where they tell: a PDF, or nothing. */
    static boolean pdf(byte[] bytes) {
        int length = Math.min(bytes.length, PDF_HEADER_WITHIN);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }

    static boolean oldOffice(byte[] bytes) {
        return bytes.length > 8
                && (bytes[0] & 0xFF) == 0xD0
                && (bytes[1] & 0xFF) == 0xCF
                && bytes[2] == 0x11
                && (bytes[3] & 0xFF) == 0xE0;
    }

    /** The format of a package by the parts that it must have. */
    static Optional<Format> of(ZipParts zip) {
        String type = zip.text("mimetype").orElse("").strip();
        if (type.equals("application/epub+zip") || zip.has("META-INF/container.xml")) {
            return Optional.of(Format.EPUB);
        }
        if (zip.has("word/document.xml")) {
            return Optional.of(Format.DOCX);
        }
        if (zip.has("xl/workbook.xml")) {
            return Optional.of(Format.XLSX);
        }
        if (zip.has("ppt/presentation.xml")) {
            return Optional.of(Format.PPTX);
        }
        return zip.has("content.xml") ? Optional.of(openDocument(type)) : Optional.empty();
    }

    private static Format openDocument(String type) {
        if (type.contains("spreadsheet")) {
            return Format.ODS;
        }
        return type.contains("presentation") ? Format.ODP : Format.ODT;
    }

    /** The format of text. */
    static Format of(String text, Source source) {
        String type = source.mediaType().orElse("").toLowerCase(Locale.ROOT);
        String name = source.name().toLowerCase(Locale.ROOT);
        String head = text.substring(0, Math.min(text.length(), SNIFFED_BYTES)).strip();
        if (FeedReader.is(text)) {
            return Format.FEED;
        }
        if (type.contains("json") || name.matches(".*\\.(json|geojson|webmanifest)")) {
            return Format.JSON;
        }
        if (type.contains("csv")
                || type.contains("tab-separated")
                || name.matches(".*\\.(csv|tsv)")) {
            return Format.CSV;
        }
        boolean html =
                head.matches(
                        "(?is)<!doctype html.*|<html.*|<\\?xml[^>]*>\\s*(?:<!doctype html|<html).*");
        if (html || type.contains("html") || name.matches(".*\\.x?html?")) {
            return Format.HTML;
        }
        return Format.TEXT;
    }

    static boolean binary(byte[] bytes) {
        return TextDecoder.binary(bytes);
    }
}
