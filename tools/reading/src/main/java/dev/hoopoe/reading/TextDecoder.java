package dev.hoopoe.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns bytes into text without trusting what anybody says about them: byte order mark first, then
 * the declared character set, then UTF-8 where the bytes are valid, then windows-1252, which every
 * byte sequence is (WHATWG Encoding Standard, decode and its legacy default). Stateless.
 */
public final class TextDecoder {
    /** How far into a page a {@code <meta charset>} is looked for (WHATWG HTML prescan). */
    private static final int PRESCAN_BYTES = 1_024;

    /** Control bytes per hundred from which bytes are no text. */
    private static final int BINARY_PERCENT = 10;

    /** Fewer control bytes than this are dirt in a text. */
    private static final int BINARY_LEAST = 8;

    private static final int BINARY_SAMPLE_BYTES = 4_096;
    private static final Charset FALLBACK = Charset.forName("windows-1252");
    private static final Pattern META =
            Pattern.compile("(?i)<meta\\b[^>]{0,400}?charset\\s*=\\s*[\"']?\\s*([\\w:.+-]{1,40})");

    private TextDecoder() {}

    /** The text of bytes that declare nothing. Never fails; what is malformed becomes U+FFFD. */
    public static String decode(byte[] bytes) {
        return decode(bytes, Optional.empty());
    }

    /**
     * The text of these bytes.
     *
     * @param declared name of a character set from outside, such as an HTTP header; unknown names
     *     are ignored
     */
    public static String decode(byte[] bytes, Optional<String> declared) {
        Optional<Mark> mark = Mark.of(bytes);
        if (mark.isPresent()) {
            int skip = mark.get().length;
            return new String(bytes, skip, bytes.length - skip, mark.get().charset);
        }
        Optional<Charset> named = declared.flatMap(TextDecoder::charset);
        return named.flatMap(c -> strictly(bytes, c))
                .or(() -> strictly(bytes, StandardCharsets.UTF_8))
                .orElseGet(() -> new String(bytes, named.orElse(FALLBACK)));
    }

    /** The text of a web page: as {@link #decode}, but {@code <meta charset>} counts as well. */
    public static String decodeHtml(byte[] bytes, Optional<String> declared) {
        return decode(
                bytes, declared.filter(d -> charset(d).isPresent()).or(() -> metaCharset(bytes)));
    }

    /** Whether these bytes are something else than text, by their control characters. */
    public static boolean binary(byte[] bytes) {
        if (Mark.of(bytes).isPresent()) {
            return false;
        }
        int sample = Math.min(bytes.length, BINARY_SAMPLE_BYTES);
        int control = 0;
        for (int i = 0; i < sample; i++) {
            int b = bytes[i] & 0xFF;
            control += b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' ? 1 : 0;
        }
        return control >= BINARY_LEAST && control * 100 > sample * BINARY_PERCENT;
    }

    private static Optional<String> metaCharset(byte[] bytes) {
        int length = Math.min(bytes.length, PRESCAN_BYTES);
        Matcher meta = META.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        // A page that was readable as ASCII so far cannot be UTF-16, whatever it says.
        return meta.find() && !meta.group(1).toLowerCase(Locale.ROOT).startsWith("utf-16")
                ? Optional.of(meta.group(1))
                : Optional.empty();
    }

    private static Optional<Charset> charset(String name) {
        String label = name.strip().toLowerCase(Locale.ROOT);
        return switch (label) {
            // The Encoding Standard reads both labels as windows-1252, as browsers do.
            case "iso-8859-1", "latin1", "us-ascii", "ascii" -> Optional.of(FALLBACK);
            // A label that only serves to smuggle markup past filters; no browser reads it.
            case "utf-7" -> Optional.empty();
            default -> known(label);
        };
    }

    private static Optional<Charset> known(String label) {
        try {
            Charset charset = Charset.forName(label);
            return charset.canEncode() ? Optional.of(charset) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            CharBuffer text =
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private record Mark(Charset charset, int length) {
        static Optional<Mark> of(byte[] bytes) {
            if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
                return Optional.of(new Mark(StandardCharsets.UTF_8, 3));
            }
            if (starts(bytes, 0xFE, 0xFF)) {
                return Optional.of(new Mark(StandardCharsets.UTF_16BE, 2));
            }
            if (starts(bytes, 0xFF, 0xFE)) {
                return Optional.of(new Mark(StandardCharsets.UTF_16LE, 2));
            }
            return Optional.empty();
        }

        private static boolean starts(byte[] bytes, int... mark) {
            for (int i = 0; i < mark.length; i++) {
                if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
