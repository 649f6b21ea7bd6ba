package dev.hoopoe.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stream into lines of UTF-8 at LF and never holds more of a line than its limit. One thread
 * reads.
 */
final class LineReader {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** What stands before the next LF or the end. */
    sealed interface Line {
        /**
         * A line without its LF.
         *
         * @param bytes its length as it came
         */
        record Text(String text, int bytes) implements Line {}

        /** A line that is not UTF-8. */
        record NotText() implements Line {}

        /** A line over the limit; it was skipped. */
        record TooLong() implements Line {}

        /** Nothing more will come. */
        record End() implements Line {}
    }

    /** Waits for the next line; the last one needs no LF. */
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (from < to || fill()) {
            int end = lineFeed();
            tooLong |= line.size() + (end - from) > maxBytes;
            if (!tooLong) {
                line.write(buffer, from, end - from);
            }
            from = Math.min(end + 1, to);
            if (end < to) {
                return tooLong ? new Line.TooLong() : text(line.toByteArray());
            }
        }
        if (tooLong) {
            return new Line.TooLong();
        }
        return line.size() == 0 ? new Line.End() : text(line.toByteArray());
    }

    /** The quick decoder replaces what is wrong, so only a replacement calls for the strict one. */
    private static Line text(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return new Line.Text(text, line.length);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return new Line.Text(text, line.length);
        } catch (CharacterCodingException e) {
            return new Line.NotText();
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private int lineFeed() {
        int i = from;
        while (i < to && buffer[i] != '\n') {
            i++;
        }
        return i;
    }
}
