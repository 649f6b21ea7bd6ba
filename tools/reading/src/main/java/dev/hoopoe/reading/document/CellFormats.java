package dev.hoopoe.reading.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** How the numbers of a spreadsheet are shown (ECMA-376 part 1, 18.8.30): dates, times, percent. */
final class CellFormats {
    /** A number's digits, as spreadsheets show them. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final double SECONDS_PER_DAY = 86_400;

    /** The last day that a spreadsheet knows, 9999-12-31. */
    private static final double LAST_DAY = 2_958_466;

    private enum Kind {
        NUMBER,
        PERCENT,
        DATE,
        TIME
    }

    private final List<Kind> kinds = new ArrayList<>();
    private final boolean from1904;

    CellFormats(Optional<Element> styles, boolean from1904) {
        this.from1904 = from1904;
        Map<String, String> codes = new HashMap<>();
        styles.ifPresent(xml -> {
            xml.getElementsByTag("numFmt")
                    .forEach(e -> codes.put(e.attr("numFmtId"), e.attr("formatCode")));
            Xml.first(xml, "cellXfs")
                    .ifPresent(xfs ->
                            Xml.children(xfs, "xf")
                                    .forEach(xf -> kinds.add(kind(xf.attr("numFmtId"), codes))));
        });
    }

    private static Kind kind(String id, Map<String, String> codes) {
        String code = codes.get(id);
        if (code != null) {
            return kind(code);
        }
        return switch (WordStyles.integer(id)) {
            case 9, 10 -> Kind.PERCENT;
            case 14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58 ->
                    Kind.DATE;
            case 18, 19, 20, 21, 45, 46, 47 -> Kind.TIME;
            default -> Kind.NUMBER;
        };
    }

    private static Kind kind(String code) {
        String bare = code.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]hms]*\\]|_.|\\*.", "");
        if (bare.matches("(?s).*[yYdD].*") || bare.matches("(?s).*[mM]{3,}.*")) {
            return Kind.DATE;
        }
        if (bare.matches("(?s).*[hHsS].*") && !bare.contains("General")) {
            return Kind.TIME;
        }
        return bare.contains("%") ? Kind.PERCENT : Kind.NUMBER;
    }

    /** A number as its cell's style shows it. */
    String show(String number, String style) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return number;
        }
        int index = WordStyles.integer(style);
        Kind kind = index < kinds.size() ? kinds.get(index) : Kind.NUMBER;
        boolean day = value >= 0 && value < LAST_DAY;
        return switch (kind) {
            case NUMBER -> plain(value);
            case PERCENT -> plain(value * 100) + "%";
            case DATE -> day ? date(value) : plain(value);
            case TIME ->
                    day && value < 1 ? time(value).toString() : day ? date(value) : plain(value);
        };
    }

    static String plain(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale();
        return exponent > 21 || exponent < -9 ? digits.toString() : digits.toPlainString();
    }

    private String date(double value) {
        LocalDate start = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
        // Spreadsheets count a 29 February 1900 that never was; before it days are one off.
        long skipped = !from1904 && value < 60 ? 1 : 0;
        long seconds = Math.round(value * SECONDS_PER_DAY);
        LocalDateTime at = start.atStartOfDay().plusDays(skipped).plusSeconds(seconds);
        boolean midnight = at.toLocalTime().equals(LocalTime.MIDNIGHT);
        return midnight
                ? at.toLocalDate().toString()
                : at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    private static LocalTime time(double value) {
        long seconds = Math.round(value * SECONDS_PER_DAY);
        return LocalTime.ofSecondOfDay(Math.min(seconds, (long) SECONDS_PER_DAY - 1));
    }
}
