package dev.hoopoe.scraping.blocked;

/**
 * Why a page does not hold what it was asked for.
 *
 * @param kind what kind of wall it is
 * @param evidence the sign that gave it away, in a few words
 */
public record Problem(Kind kind, String evidence) {
    /** The kinds of walls, with the honest way on; none of them is climbed by a trick. */
    public enum Kind {
        /** The site, or what guards it, turned the request away. */
        BLOCKED("Use another source, or ask the user to open it in their own browser."),
        /** The site asks for proof of a person. */
        CAPTCHA(
                "Hand the page to the user with browser_ask_user, or use another source; never try"
                        + " to solve it."),
        /** The page is empty without its scripts. */
        JS_REQUIRED("Open it with browser_open."),
        /** A question about cookies, data or age stands where the content should be. */
        CONSENT("Ask the user to answer it with browser_ask_user, or use another source."),
        /** A log-in form stands where the content should be. */
        LOGIN("Ask the user to log in with browser_ask_user, or use another source."),
        /** The site says that there is no such page, but with a status of success. */
        SOFT_404("Check the address, or look for it on the site's home page."),
        /** Too many requests. */
        RATE_LIMITED("Wait before trying again, or use another source."),
        /** Only the beginning is shown to visitors who do not pay. */
        PAYWALL(
                "Answer from what is shown and say that it is the beginning, or use another source.");

        private final String next;

        Kind(String next) {
            this.next = next;
        }

        /** What the caller can do, in a sentence. */
        public String next() {
            return next;
        }
    }
}
