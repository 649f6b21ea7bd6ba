package dev.hoopoe.inference;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Joins the bytes of tokens to text; a character whose bytes are spread over tokens appears when it
 * is complete.
 */
final class Utf8Text {
    private static final int LONGEST_CHARACTER = 4;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer rest = ByteBuffer.allocate(0);

    void append(byte[] bytes) {
        decode(bytes, false);
    }

    /** Ends the text; what is left of a character becomes U+FFFD. */
    void finish() {
        decode(new byte[0], true);
    }

    private void decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + bytes.length);
        in.put(rest).put(bytes).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
        decoder.decode(in, out, last);
        rest = in;
        text.append(out.flip());
    }

    /** Everything that is complete so far. */
    CharSequence text() {
        return text;
    }
}
