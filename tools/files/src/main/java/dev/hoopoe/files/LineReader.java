package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text of any size line by line in constant memory. A line longer than {@link
 * #MAX_LINE_CHARS} is cut and marked. LF, CR LF and CR end a line.
 */
final class LineReader implements Closeable {
    /** Characters of one line that are kept. */
    static final int MAX_LINE_CHARS = 10_000;

    private final Reader reader;
    private final Call call;
    private final char[] buffer = new char[8_192];
    private int at;
    private int end;

    /** Reads {@code head}, which the encoding was found by, and then the rest of the stream. */
    LineReader(byte[] head, InputStream rest, Decoding decoding, Call call) {
        InputStream start =
                new ByteArrayInputStream(head, decoding.mark(), head.length - decoding.mark());
        this.reader =
                new InputStreamReader(new SequenceInputStream(start, rest), decoding.charset());
        this.call = call;
    }

    /** The next line without its end, or null at the end of the text. */
    @Nullable String next() throws IOException {
        int c = take();
        if (c < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean cut = false;
        for (; c >= 0 && c != '\n' && c != '\r'; c = take()) {
            if (line.length() < MAX_LINE_CHARS) {
                line.append((char) c);
            } else {
                cut = true;
            }
        }
        if (c == '\r' && take() != '\n' && end > 0) {
            at--;
        }
        return cut ? line.append('…').toString() : line.toString();
    }

    private int take() throws IOException {
        if (at == end) {
            call.checkCancelled();
            at = 0;
            end = Math.max(0, reader.read(buffer));
        }
        return end == 0 ? -1 : buffer[at++];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
