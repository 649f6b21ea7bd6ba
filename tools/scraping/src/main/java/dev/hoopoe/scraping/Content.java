package dev.hoopoe.scraping;

import dev.hoopoe.reading.TextDecoder;
import dev.hoopoe.reading.document.Documents;
import dev.hoopoe.scraping.fetch.Fetched;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What kind of content an answer is, by its declared type and, since servers err, its bytes. */
enum Content {
    HTML,
    TEXT,
    /** A PDF, an Office file, an e-book or a feed: what the document readers know. */
    DOCUMENT,
    BINARY;

    private static final int SNIFF_BYTES = 512;

    static Content of(Fetched answer) {
        String type = answer.type().orElse("");
        byte[] bytes = answer.body().bytes();
        if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
            return TextDecoder.binary(bytes) ? BINARY : HTML;
        }
        if (Documents.packed(bytes) || feed(type, bytes)) {
            return DOCUMENT;
        }
        if (TextDecoder.binary(bytes)) {
            return BINARY;
        }
        boolean unsure = type.isEmpty() || type.equals("application/octet-stream");
        if (unsure) {
            return looksLikeHtml(bytes) ? HTML : TEXT;
        }
        return textual(type) ? TEXT : looksLikeHtml(bytes) ? HTML : BINARY;
    }

    private static boolean textual(String type) {
        return type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("xml")
                || type.endsWith("yaml")
                || type.endsWith("javascript")
                || type.equals("application/sql")
                || type.equals("application/toml")
                || type.equals("application/x-ndjson");
    }

    private static boolean feed(String type, byte[] bytes) {
        boolean xml = type.isEmpty() || type.endsWith("xml");
        return type.endsWith("rss+xml") || type.endsWith("atom+xml") || (xml && feed(start(bytes)));
    }

    private static boolean feed(String start) {
        return start.contains("<rss") || start.contains("<feed") || start.contains("<rdf:RDF");
    }

    private static boolean looksLikeHtml(byte[] bytes) {
        String start = start(bytes).toLowerCase(Locale.ROOT).strip();
        return start.startsWith("<!doctype html")
                || start.startsWith("<html")
                || start.contains("<head");
    }

    private static String start(byte[] bytes) {
        int length = Math.min(bytes.length, SNIFF_BYTES);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
