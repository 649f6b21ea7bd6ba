package dev.hoopoe.inference.grammar;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formats as patterns (JSON Schema validation, section 7.3). {@code uri} is read as {@code iri}:
 * people and pages write addresses with letters of all languages, and servers take them.
 */
final class Formats {
    // RFC 3339, section 5.6; each month has its days, and a leap year one more.
    private static final String YEAR = "[0-9]{4}";
    private static final String LEAP_YEAR =
            "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
    private static final String DAY_OF_YEAR =
            "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
                    + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
                    + "|02-(0[1-9]|1[0-9]|2[0-8]))";
    private static final String DATE = "(" + YEAR + "-" + DAY_OF_YEAR + "|" + LEAP_YEAR + "-02-29)";
    private static final String TIME =
            "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?"
                    + "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

    // RFC 3339, appendix A.
    private static final String CLOCK =
            "T([0-9]{1,6}H([0-9]{1,6}M([0-9]{1,6}S)?)?|[0-9]{1,6}M([0-9]{1,6}S)?|[0-9]{1,6}S)";
    private static final String DURATION =
            "P(([0-9]{1,6}Y([0-9]{1,6}M([0-9]{1,6}D)?)?|[0-9]{1,6}M([0-9]{1,6}D)?|[0-9]{1,6}D)("
                    + CLOCK
                    + ")?|"
                    + CLOCK
                    + "|[0-9]{1,6}W)";

    // RFC 1123, section 2.1; without two hyphens in a row, which mark encoded labels.
    private static final String LABEL = "[a-zA-Z0-9](-?[a-zA-Z0-9]){0,30}";
    private static final String HOST = LABEL + "(\\." + LABEL + "){0,7}";
    private static final String ATOM = "[a-zA-Z0-9_+'&/=?^{}~!#$%*-]";
    private static final String EMAIL =
            ATOM + "(\\.?" + ATOM + "){0,31}@(" + LABEL + "\\.){1,4}[a-zA-Z]{2,24}";

    // RFC 3986, section 3.2.2.
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final String H = "[0-9a-fA-F]{1,4}";
    private static final String IPV6 =
            "((H:){7}H|(H:){1,7}:|(H:){1,6}:H|(H:){1,5}(:H){2}|(H:){1,4}(:H){3}|(H:){1,3}(:H){4}"
                            .replace("H", H)
                    + "|(H:){1,2}(:H){5}|H:(:H){6}|:(:H){1,7}|::)".replace("H", H);

    // RFC 3987: the letters of RFC 3986, and those outside of ASCII.
    private static final String LETTER = "[a-zA-Z0-9._~!$&'()*+,;=:@\\u00A1-\\uD7FF-]";
    private static final String OR_ESCAPE = "|%[0-9a-fA-F]{2}";
    private static final String PATH = "(" + LETTER.replace("[", "[/") + OR_ESCAPE + ")*";
    private static final String QUERY = "(" + LETTER.replace("[", "[/?") + OR_ESCAPE + ")*";
    private static final String PORT = "(:[1-9][0-9]{0,4})?";
    private static final String URI =
            "[a-zA-Z][a-zA-Z0-9+.-]*:(//"
                    + HOST
                    + PORT
                    + "(/"
                    + PATH
                    + ")?|///"
                    + PATH
                    + "|/?"
                    + LETTER
                    + PATH
                    + ")(\\?"
                    + QUERY
                    + ")?(#"
                    + QUERY
                    + ")?";
    private static final String HEX = "[0-9a-fA-F]";
    private static final String UUID =
            HEX + "{8}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{12}";

    private static final Map<String, String> PATTERNS =
            Map.ofEntries(
                    Map.entry("date", DATE),
                    Map.entry("time", TIME),
                    Map.entry("date-time", DATE + "T" + TIME),
                    Map.entry("duration", DURATION),
                    Map.entry("email", EMAIL),
                    Map.entry("hostname", HOST),
                    Map.entry("ipv4", IPV4),
                    Map.entry("ipv6", IPV6),
                    Map.entry("uri", URI),
                    Map.entry("iri", URI),
                    Map.entry("url", URI),
                    Map.entry("uuid", UUID));

    private Formats() {}

    static boolean isKnown(@Nullable Object format) {
        return pattern(format) != null;
    }

    /** A pattern for the whole string, or null for a format that is not enforced. */
    static @Nullable String pattern(@Nullable Object format) {
        String pattern =
                format instanceof String name ? PATTERNS.get(name.toLowerCase(Locale.ROOT)) : null;
        return pattern == null ? null : "^(?:" + pattern + ")$";
    }
}
