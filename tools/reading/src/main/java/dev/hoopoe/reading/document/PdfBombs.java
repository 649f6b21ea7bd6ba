package dev.hoopoe.reading.document;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Counts what a PDF's compressed streams unpack to before PDFBox unpacks them into memory, which it
 * does without a limit. Images are left out: text needs none of them. Streams of encrypted files
 * cannot be looked into and count nothing.
 */
final class PdfBombs {
    /** One stream may unpack to so much. */
    static final long MAX_STREAM_BYTES = 128L << 20;

    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.ISO_8859_1);
    private static final int DICTIONARY_BYTES = 1_000;
    private static final int CHUNK = 1 << 16;

    private final byte[] pdf;
    private final Watch watch;
    private final byte[] chunk = new byte[CHUNK];

    PdfBombs(byte[] pdf, Watch watch) {
        this.pdf = pdf;
        this.watch = watch;
    }

    void check() {
        int at = 0;
        int before = 0;
        while (at < pdf.length - STREAM.length) {
            if (matches(at) && (at < 3 || pdf[at - 1] != 'd')) {
                watch.check();
                String dictionary = dictionary(Math.max(before, at - DICTIONARY_BYTES), at);
                at = data(at + STREAM.length);
                before = at;
                if (packed(dictionary)) {
                    at += (int) Math.min(unpack(at, twice(dictionary)), pdf.length - (long) at);
                }
            } else {
                at++;
            }
        }
    }

    private boolean matches(int at) {
        for (int i = 0; i < STREAM.length; i++) {
            if (pdf[at + i] != STREAM[i]) {
                return false;
            }
        }
        return true;
    }

    private String dictionary(int from, int to) {
        String text = new String(pdf, from, to - from, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.lastIndexOf(" obj")));
    }

    private int data(int at) {
        int start = at;
        while (start < pdf.length && (pdf[start] == '\r' || pdf[start] == '\n')) {
            start++;
        }
        return start;
    }

    private static boolean packed(String dictionary) {
        boolean image = dictionary.replace(" ", "").contains("/Subtype/Image");
        return !image && (dictionary.contains("Flate") || dictionary.contains("/Fl"));
    }

    private static boolean twice(String dictionary) {
        int first = dictionary.indexOf("/FlateDecode");
        return first >= 0 && dictionary.indexOf("/FlateDecode", first + 1) >= 0;
    }

    /** Unpacks a stream to count it. Returns how many bytes of the file it took. */
    private long unpack(int start, boolean twice) {
        Inflater inflater = new Inflater();
        Inflater second = new Inflater();
        try {
            inflater.setInput(pdf, start, pdf.length - start);
            long all = 0;
            int n = inflater.inflate(chunk);
            while (n > 0) {
                all += n;
                count(n, all);
                if (twice) {
                    all += inflateAgain(second, n);
                }
                n = inflater.inflate(chunk);
            }
            return inflater.getBytesRead();
        } catch (DataFormatException e) {
            return 0;
        } finally {
            inflater.end();
            second.end();
        }
    }

    private long inflateAgain(Inflater second, int length) throws DataFormatException {
        byte[] out = new byte[CHUNK];
        second.setInput(chunk.clone(), 0, length);
        long all = 0;
        int n = second.inflate(out);
        while (n > 0) {
            all += n;
            count(n, all);
            n = second.inflate(out);
        }
        return all;
    }

    private void count(int more, long all) {
        watch.check();
        watch.unpacked(more);
        if (all > MAX_STREAM_BYTES) {
            throw watch.fault(
                    "has a stream that unpacks to more than " + (MAX_STREAM_BYTES >> 20) + " MB.",
                    "Do not open it: it may be made to fill the memory.");
        }
    }
}
