package dev.hoopoe.tools;

/** Writes comma-separated values as RFC 4180 says, with line feeds as the only line ends. */
public final class Csv {
    private Csv() {}

    /** One field, quoted where it holds a comma, a quote, a line break or space at an end. */
    public static String field(String value) {
        boolean quote =
                value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        || !value.equals(value.strip());
        return quote ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
