package dev.hoopoe.files;

import java.nio.charset.StandardCharsets;

/** Names what a binary file is by its first bytes. */
final class BinaryKind {
    private BinaryKind() {}

    static String of(byte[] head) {
        String start = new String(head, 0, Math.min(16, head.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("SQLite format 3")) {
            return "a SQLite database";
        }
        if (start.startsWith("%PDF-")) {
            return "a PDF document";
        }
        if (start.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive or an Office document";
        }
        return image(start);
    }

    private static String image(String start) {
        if (start.startsWith("\u0089PNG")) {
            return "a PNG image";
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "a JPEG image";
        }
        if (start.startsWith("GIF8")) {
            return "a GIF image";
        }
        return start.startsWith("\u001f\u008b") ? "a gzip file" : "a binary file";
    }
}
