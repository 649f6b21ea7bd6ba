package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.HtmlReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes a record as lean Markdown: a title, one line of facts, texts. Not thread-safe. */
final class Sheet {
    private final StringBuilder out = new StringBuilder();
    private final List<String> facts = new ArrayList<>();

    Sheet(String title) {
        out.append("# ").append(line(title)).append('\n');
    }

    /** A fact; an empty one is left out. */
    Sheet fact(String name, String value) {
        String text = line(value);
        if (!text.isEmpty() && !text.equals("0")) {
            facts.add(name.isEmpty() ? text : name + ": " + text);
        }
        return this;
    }

    Sheet fact(String name, long value) {
        return fact(name, Long.toString(value));
    }

    /** A paragraph or more; an empty one is left out. */
    Sheet text(String markdown) {
        flush();
        if (!markdown.isBlank()) {
            out.append('\n').append(markdown.strip()).append('\n');
        }
        return this;
    }

    /** A heading of the second level. */
    Sheet heading(String heading) {
        flush();
        out.append("\n## ").append(line(heading)).append('\n');
        return this;
    }

    /** One line of a list. */
    Sheet item(String item) {
        flush();
        out.append("- ").append(line(item)).append('\n');
        return this;
    }

    String markdown() {
        flush();
        return out.toString().strip();
    }

    private void flush() {
        if (!facts.isEmpty()) {
            out.append('\n').append(String.join(" · ", facts)).append('\n');
            facts.clear();
        }
    }

    static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** A piece of HTML as Markdown. */
    static String html(String html, String base) {
        return html.isBlank() ? "" : HtmlReader.readWhole(html, base).markdown();
    }

    /** The day of a time in seconds since 1970, or "". */
    static String day(long seconds) {
        try {
            return seconds <= 0
                    ? ""
                    : Instant.ofEpochSecond(seconds)
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate()
                            .toString();
        } catch (DateTimeException e) {
            return "";
        }
    }

    /** The day of an ISO time, or the text itself. */
    static String day(String time) {
        return time.matches("\\d{4}-\\d\\d-\\d\\dT.*") ? time.substring(0, 10) : time;
    }

    static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars).strip() + "…";
    }
}
