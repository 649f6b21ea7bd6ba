package dev.hoopoe.documents;

import dev.hoopoe.reading.TextDecoder;
import dev.hoopoe.reading.document.Document;
import dev.hoopoe.reading.document.Documents;
import dev.hoopoe.reading.document.Limits;
import dev.hoopoe.reading.document.Section;
import dev.hoopoe.reading.document.Source;
import dev.hoopoe.reading.document.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What a file says, cut into passages.
 *
 * @param title in one line, or ""
 * @param url the address of a kept page, or ""
 * @param fetched when a kept page came (ISO 8601), or ""
 * @param passages none where the file holds no text
 */
record Contents(String title, String url, String fetched, List<Passage> passages) {
    static final Contents NOTHING = new Contents("", "", "", List.of());

    Contents {
        passages = List.copyOf(passages);
    }

    /**
     * Reads a file of any known format; plain text, CSV and JSON keep their own lines.
     *
     * @throws UnreadableException if it is a damaged, protected or too large document
     */
    static Contents read(String name, byte[] bytes, Limits limits, BooleanSupplier cancelled) {
        if (Documents.packed(bytes)) {
            return paged(Documents.read(Source.file(bytes, name), limits, cancelled));
        }
        if (holdsZero(bytes)) {
            return NOTHING;
        }
        if (name.toLowerCase(Locale.ROOT).matches(".*\\.x?html?")) {
            return paged(Documents.read(Source.file(bytes, name), limits, cancelled));
        }
        return plain(TextDecoder.decode(bytes));
    }

    // Stricter than TextDecoder.binary: a stray zero byte means a database or a picture here, whose
    // letters would only be noise in an index. UTF-16 has a mark.
    private static boolean holdsZero(byte[] bytes) {
        boolean marked = bytes.length > 1 && ((bytes[0] & 0xFF) ^ (bytes[1] & 0xFF)) == 1;
        if (marked && (bytes[0] & 0xFF) >= 0xFE) {
            return false;
        }
        for (int i = 0; i < Math.min(bytes.length, 8 << 10); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return TextDecoder.binary(bytes);
    }

    private static Contents plain(String text) {
        PageHead head = PageHead.of(text);
        List<Passage> passages = Passages.of("", text, head.lines(), true);
        return new Contents(
                head.value("title"), head.value("url"), head.value("fetched"), passages);
    }

    private static Contents paged(Document document) {
        List<Passage> passages = new ArrayList<>();
        for (Section section : document.sections()) {
            boolean cited = !section.label().isEmpty();
            passages.addAll(Passages.of(section.label(), section.markdown(), 0, cited));
        }
        return new Contents(document.title(), "", "", passages);
    }
}
