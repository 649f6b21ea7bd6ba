package dev.hoopoe.inference.template;

import java.nio.charset.StandardCharsets;

/** Percent encoding of an address (RFC 3986, section 2.1). */
final class Percent {
    private static final String PLAIN = "_.-~";

    private Percent() {}

    /**
     * Encodes everything but letters, digits and a few signs.
     *
     * @param path whether it is for a path: a slash stays and a space does not become a plus
     */
    static String encode(String text, boolean path) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c) || (path && c == '/')) {
                out.append(c);
            } else if (c == ' ' && !path) {
                out.append('+');
            } else {
                out.append("%%%02X".formatted((int) c));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PLAIN.indexOf(c) >= 0;
    }
}
