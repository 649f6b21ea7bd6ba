package dev.hoopoe.scraping.records;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** What kind of value a field's name asks for, and the form of such values. */
enum Kind {
    OLD_PRICE("", money()),
    PRICE("price cost amount fee rent salary pay wage", money()),
    RATING(
            "rating star score",
            "(?i)\\d{1,2}(?:[.,]\\d+)?\\s*(?:(?:/|out of|of|von)\\s*\\d+)?\\s*(?:stars?|★)?|[★☆]+"),
    PERCENT("discount percent saving", ".*\\d\\s?%.*"),
    DATE(
            "date published posted start deadline when day since updated released",
            "(?i)\\d{4}-\\d\\d(?:-\\d\\d.*)?|.*\\d.*(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep"
                    + "|oct|okt|nov|dec|dez).*|.*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*\\d.*"
                    + "|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}.*|.*\\b(?:ago|today|yesterday)\\b.*"),
    DURATION(
            "duration length runtime",
            "(?i)\\d+(?::\\d\\d){1,2}|PT\\w+|\\d+\\s*(?:h|min|s|hours?|minutes?|days?|weeks?)\\b.*"),
    LINK("link url href website", "(?i)(?:https?|ftp):.+"),
    IMAGE("image picture photo thumbnail thumb img cover", "(?i)https?:.+"),
    EMAIL("email mail", "\\S+@\\S+\\.\\S+"),
    PHONE("phone tel telephone fax", "\\+?[\\d()/. -]{6,20}"),
    YEAR("year", "(?:1[89]|20|21)\\d\\d"),
    MILEAGE("mileage distance", measure("km|mi|miles|m")),
    AREA("area", measure("m²|sqm|sq\\.? ?(?:ft|m)|ft²|ha|km²|acres?")),
    SIZE("size", measure("[kmgt]?i?b|bytes|cm|mm|m²|in")),
    CALORIES("calory energy", measure("kcal|cal|kj|calories")),
    WEIGHT("weight mass", measure("kg|g|lbs?|oz|t")),
    COUNT(
            "review reply comment view vote point like download bed bath population count number"
                    + " quantity stock seat room follower",
            ".*\\d.*"),
    TITLE("name title headline topic subject", ".*\\p{L}.*"),
    TEXT(
            "description summary snippet text note meaning body content abstract definition",
            ".*\\p{L}.*"),
    OTHER("", ".*");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it immutable
    private final Set<String> words;

    private final Pattern form;

    Kind(String words, String form) {
        this.words = words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
        this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    private static String money() {
        String amount = "\\d[\\d.,' ]*";
        String sign = "[$€£¥₹₽₩₺]|(?:US|CA|AU)\\$|EUR|USD|GBP|CHF|kr|zł|Kč|Ft|R\\$";
        return "(?i).{0,20}(?:(?:"
                + sign
                + ")\\s?"
                + amount
                + "|"
                + amount
                + "\\s?(?:"
                + sign
                + ")).*|\\d+[.,]\\d\\d|free|gratis";
    }

    private static String measure(String units) {
        return "(?i)[\\d.,' ]*\\d\\s?(?:" + units + ")\\b?.{0,10}";
    }

    /** The kind that a field's words ask for. */
    static Kind of(Set<String> field) {
        Kind kind =
                Arrays.stream(values())
                        .filter(k -> k.words.stream().anyMatch(field::contains))
                        .findFirst()
                        .orElse(OTHER);
        boolean old =
                field.stream().anyMatch(Set.of("old", "was", "original", "regular")::contains);
        return kind == PRICE && old ? OLD_PRICE : kind;
    }

    /** Whether a value has the form; long ones are looked at in their beginning. */
    boolean fits(String value) {
        return form.matcher(value.length() > 120 ? value.substring(0, 120) : value).matches();
    }

    /** Whether most values of other columns do not have the form, so that it tells something. */
    boolean telling() {
        return this != OTHER && this != TITLE && this != TEXT && this != COUNT;
    }
}
