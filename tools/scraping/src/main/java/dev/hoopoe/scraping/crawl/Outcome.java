package dev.hoopoe.scraping.crawl;

import java.util.Locale;

/** What became of an address. */
public enum Outcome {
    /** Kept. */
    PAGE,
    /** Led to an address that is visited by itself. */
    REDIRECT,
    /** Names another address as the page's own. */
    CANONICAL,
    /** Has the text of an earlier page. */
    DUPLICATE,
    /** Has nearly the text, and the title, of an earlier page. */
    NEAR_DUPLICATE,
    /** Leads out of the crawl's scope. */
    OUTSIDE,
    /** Forbidden by robots.txt. */
    ROBOTS,
    /** Holds no text. */
    EMPTY,
    /** Is no HTML and no text. */
    NOT_TEXT,
    /** Is larger than a crawl reads. */
    TOO_LARGE,
    /** Answered with a status of 400 to 499. */
    REFUSED,
    /** Answered with a status of 500 or above. */
    SERVER_ERROR,
    /** Asked for more patience than a crawl has. */
    OVERLOADED,
    /** Did not answer. */
    UNREACHABLE,
    /** Could not be read or kept. */
    BROKEN;

    /** Whether somebody may want to do something about it. */
    boolean failure() {
        return compareTo(ROBOTS) >= 0;
    }

    /** Whether a later run may have more luck. */
    boolean passing() {
        return compareTo(SERVER_ERROR) >= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
