package dev.hoopoe.scraping.blocked;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A text that gives a wall away.
 *
 * @param kind of the wall
 * @param strength how much it takes beside it
 * @param place where it stands
 * @param text in lower case
 */
record Sign(Problem.Kind kind, Strength strength, Place place, String text) {
    /** How sure a sign is. */
    enum Strength {
        /** Products leave it on their walls and nowhere else: enough unless the page is rich. */
        MARK,
        /** Words that articles hold as well: enough on a page that says little else. */
        WORDS
    }

    /** Where signs stand. */
    enum Place {
        /** The page's source. */
        MARKUP,
        /** Title and first headings. */
        TITLE,
        /** Everything that a visitor sees. */
        TEXT,
        /** The address that answered. */
        ADDRESS,
        /** A response header, as {@code name: value}. */
        HEADER
    }

    /** An opening quotation mark further away than this belongs to something else. */
    private static final int QUOTE_CHARS = 120;

    private static final int FAILED = 400;
    private static final String OPENING = "“„«「『";
    private static final String CLOSING = "”»」』.!?";
    private static final String TABLE = "signs.txt";

    boolean seenIn(Look look) {
        String within = look.place(place);
        int at = within.indexOf(text);
        boolean mayQuote = place == Place.TEXT && look.status() < FAILED;
        while (at >= 0 && mayQuote && quoted(within, at)) {
            at = within.indexOf(text, at + 1);
        }
        return at >= 0;
    }

    /** Who quotes a wall writes about it. */
    private static boolean quoted(String within, int at) {
        for (int i = at - 1; i >= Math.max(0, at - QUOTE_CHARS); i--) {
            char c = within.charAt(i);
            if (CLOSING.indexOf(c) >= 0) {
                return false;
            }
            if (OPENING.indexOf(c) >= 0) {
                return true;
            }
        }
        return at > 0 && "\"'".indexOf(within.charAt(at - 1)) >= 0;
    }

    /** The shipped table: kind, strength, place and text in each line. */
    static List<Sign> load() {
        InputStream table = Objects.requireNonNull(Sign.class.getResourceAsStream(TABLE), TABLE);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Sign::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sign parse(String line) {
        String[] field = line.split("\\s+", 4);
        return new Sign(
                Problem.Kind.valueOf(field[0]),
                Strength.valueOf(field[1]),
                Place.valueOf(field[2]),
                field[3].strip().toLowerCase(Locale.ROOT));
    }
}
