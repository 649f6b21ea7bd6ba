package dev.hoopoe.files;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Optional;

/**
 * How the bytes of a text file become characters: a byte order mark decides, else UTF-8 if the
 * bytes are valid, else windows-1252, which the WHATWG Encoding Standard also falls back to.
 *
 * @param charset the encoding
 * @param mark bytes of the byte order mark at the start
 */
record Decoding(Charset charset, int mark) {
    /** Bytes that the decision looks at. */
    static final int SNIFFED = 64 << 10;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final double MAX_CONTROLS = 0.05;

    /** The encoding of a file that begins with these bytes, or empty if it is no text. */
    static Optional<Decoding> of(byte[] head) {
        Optional<Decoding> marked = marked(head);
        if (marked.isPresent()) {
            return marked;
        }
        if (binary(head)) {
            return Optional.empty();
        }
        return Optional.of(new Decoding(validUtf8(head) ? UTF_8 : WINDOWS_1252, 0));
    }

    private static Optional<Decoding> marked(byte[] head) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(new Decoding(UTF_8, 3));
        }
        if (starts(head, 0xFF, 0xFE)) {
            return Optional.of(new Decoding(UTF_16LE, 2));
        }
        return starts(head, 0xFE, 0xFF) ? Optional.of(new Decoding(UTF_16BE, 2)) : Optional.empty();
    }

    static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean binary(byte[] head) {
        int controls = 0;
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
            boolean layout = b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == 0x1B;
            controls += b > 0 && b < 0x20 && !layout ? 1 : 0;
        }
        return controls > head.length * MAX_CONTROLS;
    }

    // Not at the end of the input: a character that the sniffed part cuts in two is no error.
    private static boolean validUtf8(byte[] head) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        CoderResult result =
                decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false);
        return !result.isError();
    }

    /** The first bytes of the stream, at most {@link #SNIFFED}. */
    static byte[] head(InputStream in) throws IOException {
        return in.readNBytes(SNIFFED);
    }

    String text(byte[] bytes) {
        return new String(bytes, mark, bytes.length - mark, charset);
    }

    /** The bytes that a file in this encoding has for the text, with its byte order mark. */
    byte[] bytes(String text) {
        return (mark > 0 ? "\uFEFF" + text : text).getBytes(charset);
    }

    boolean encodes(String text) {
        return charset.newEncoder().canEncode(text);
    }
}
