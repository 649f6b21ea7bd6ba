package dev.hoopoe.scraping.browser;

import java.time.Duration;

/** One thing to do on a page. */
sealed interface Step {
    /** Clicks, once or twice. */
    record Click(Target target, boolean twice) implements Step {}

    record Hover(Target target) implements Step {}

    /** Puts a text into a field, in the place of what was there. */
    record Type(Target target, String text) implements Step {}

    /** Presses a key or a combination, on a control or where the focus is. */
    record Press(String keys, Target target) implements Step {}

    record Select(Target target, String option) implements Step {}

    record Check(Target target, boolean on) implements Step {}

    record Upload(Target target, String path) implements Step {}

    /** Clicks and waits for the file that comes of it. */
    record Download(Target target) implements Step {}

    record Drag(Target target, Target to) implements Step {}

    /** Scrolls by a screen, to an end, or to a control. */
    record Scroll(Direction direction, Target target) implements Step {}

    /** Where to scroll. */
    enum Direction {
        DOWN,
        UP,
        TOP,
        BOTTOM,
        TARGET
    }

    record Pause(Duration time) implements Step {}

    /** Waits until the text is on the page. */
    record Await(String text) implements Step {}

    /** Shows the lines with this text. */
    record Read(String text) implements Step {}

    record Go(String url) implements Step {}

    /** Back, forward or again. */
    record Move(Way way) implements Step {}

    /** A way through the history. */
    enum Way {
        BACK,
        FORWARD,
        RELOAD
    }

    /** Turns to a tab, by its number from 1. */
    record Tab(int number) implements Step {}

    /** Closes the tab that is shown. */
    record CloseTab() implements Step {}

    /** How the next dialogs are answered. */
    record Dialogs(boolean accept, String text) implements Step {}

    /**
     * Which control is meant: by its ref, or by name and perhaps role.
     *
     * @param ref such as {@code e12}, or ""
     * @param role such as {@code button}, or ""
     * @param name as a person sees it, or ""
     */
    record Target(String ref, String role, String name) {
        /** None. */
        static final Target NONE = new Target("", "", "");

        boolean none() {
            return ref.isEmpty() && name.isEmpty();
        }

        @Override
        public String toString() {
            return ref.isEmpty() ? (role + " '" + name + "'").strip() : ref;
        }
    }
}
