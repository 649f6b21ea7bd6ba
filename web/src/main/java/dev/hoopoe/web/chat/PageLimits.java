package dev.hoopoe.web.chat;

import java.time.Duration;

/** What the page's server takes, keeps and waits for. */
final class PageLimits {
    /** Characters of a question, its address included. */
    static final int QUESTION_CHARS = 20_000;

    /** Files that come with one question. */
    static final int QUESTION_FILES = 8;

    static final int TITLE_CHARS = 120;

    /** Questions that are worked on or wait, over all conversations. */
    static final int OPEN_QUESTIONS = 32;

    /** Ended questions whose events can still be read, for tabs that come back. */
    static final int KEPT_QUESTIONS = 64;

    /** Events of one question; beyond it, reports of progress are left out. */
    static final int EVENTS = 20_000;

    /** Characters of a result that a step shows unasked. */
    static final int PREVIEW_CHARS = 1_200;

    /** Turns of a conversation in one reply. */
    static final int TURNS = 30;

    /** Conversations in the list. */
    static final int LISTED = 500;

    /** How long a stream may be silent before it says that it lives. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** How long a question waits for its person. */
    static final Duration APPROVAL = Duration.ofMinutes(20);

    /** Dropped files that are received at once; each is held in memory. */
    static final int UPLOADS = 4;

    /** How long a dropped file may take to arrive. */
    static final Duration UPLOAD = Duration.ofMinutes(2);

    /** How long open questions have to end when the server stops. */
    static final Duration STOP = Duration.ofSeconds(5);

    private PageLimits() {}
}
