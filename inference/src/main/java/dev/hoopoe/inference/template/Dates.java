package dev.hoopoe.inference.template;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** {@code strftime_now}: the time of day in C's notation, in English. */
record Dates(Clock clock) {

    Text format(String format) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c == '%' && at + 1 < format.length()) {
                out.append(directive(format.charAt(++at), now));
            } else {
                out.append(c);
            }
        }
        return Text.markup(out.toString());
    }

    private static String directive(char directive, ZonedDateTime now) {
        if (directive == '%') {
            return "%";
        }
        return DateTimeFormatter.ofPattern(pattern(directive), Locale.ENGLISH).format(now);
    }

    private static String pattern(char directive) {
        return switch (directive) {
            case 'Y' -> "uuuu";
            case 'y' -> "uu";
            case 'm' -> "MM";
            case 'B' -> "MMMM";
            case 'b', 'h' -> "MMM";
            case 'd' -> "dd";
            case 'e' -> "ppd";
            case 'j' -> "DDD";
            case 'A' -> "EEEE";
            case 'a' -> "EEE";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'p' -> "a";
            case 'z' -> "xx";
            case 'Z' -> "zzz";
            case 'F' -> "uuuu-MM-dd";
            case 'T' -> "HH:mm:ss";
            default -> throw new TemplateException("strftime_now does not know %" + directive);
        };
    }
}
