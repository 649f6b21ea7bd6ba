package dev.hoopoe.documents;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;

/** The text of a plain text file: by its byte order mark, else UTF-8, else windows-1252. */
final class PlainFile {
    private static final int SNIFFED = 8 << 10;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private PlainFile() {}

    /** Empty for a file that is no text. */
    static Optional<String> text(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE)) {
            return Optional.of(new String(bytes, 2, bytes.length - 2, UTF_16LE));
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return Optional.of(new String(bytes, 2, bytes.length - 2, UTF_16BE));
        }
        if (binary(bytes)) {
            return Optional.empty();
        }
        int mark = starts(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
            return Optional.of(UTF_8.newDecoder().decode(rest).toString());
        } catch (CharacterCodingException e) {
            return Optional.of(new String(bytes, WINDOWS_1252));
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean binary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, SNIFFED); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
