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
            boolean bare = format.startsWith("%-", at);
            int letter = bare ? at + 2 : at + 1;
            if (c == '%' && letter < format.length()) {
                String shown = directive(format.charAt(letter), now);
                out.append(bare ? withoutZeros(shown) : shown);
                at = letter;
            } else {
                out.append(c);
            }
        }
        return Text.markup(out.toString());
    }

    /** {@code %-d}: an extension of C libraries that templates use. */
    private static String withoutZeros(String shown) {
        int from = 0;
        while (from < shown.length() - 1 && "0 ".indexOf(shown.charAt(from)) >= 0) {
            from++;
        }
        return shown.substring(from);
    }

    private static String directive(char directive, ZonedDateTime now) {
        if (directive == '%') {
            return "%";
        }
        if (directive == 'w' || directive == 'u') {
            int day = now.getDayOfWeek().getValue();
            return String.valueOf(directive == 'w' ? day % 7 : day);
        }
        // Python's datetime.now() knows no zone.
        return directive == 'z' || directive == 'Z' ? "" : formatted(directive, now);
    }

    private static String formatted(char directive, ZonedDateTime now) {
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
            case 'f' -> "SSSSSS";
            case 'D', 'x' -> "MM/dd/uu";
            case 'R' -> "HH:mm";
            case 'X' -> "HH:mm:ss";
            case 'c' -> "EEE MMM ppd HH:mm:ss uuuu";
            case 'F' -> "uuuu-MM-dd";
            case 'T' -> "HH:mm:ss";
            default -> throw new TemplateException("strftime_now does not know %" + directive);
        };
    }
}
