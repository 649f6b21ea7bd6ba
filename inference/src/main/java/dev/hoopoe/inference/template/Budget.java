package dev.hoopoe.inference.template;

/**
 * Counts what one rendering costs and stops it at the {@link Limits}, or when its thread is
 * interrupted.
 */
final class Budget {
    /** How often the interrupt flag is looked at: it costs more than a step. */
    private static final int STEPS_PER_INTERRUPT_CHECK = 1_024;

    private long steps;
    private long chars;
    private int depth;

    void step() {
        if (++steps > Limits.MAX_STEPS) {
            throw new TemplateException("it takes more than " + Limits.MAX_STEPS + " steps");
        }
        if (steps % STEPS_PER_INTERRUPT_CHECK == 0 && Thread.currentThread().isInterrupted()) {
            throw new TemplateException("rendering was interrupted");
        }
    }

    void chars(long count) {
        chars += count;
        if (chars > Limits.MAX_WORK_CHARS) {
            throw new TemplateException(
                    "its strings have more than " + Limits.MAX_WORK_CHARS + " characters together");
        }
    }

    void enter() {
        if (++depth > Limits.MAX_DEPTH) {
            throw new TemplateException(
                    "it nests deeper than "
                            + Limits.MAX_DEPTH
                            + " levels; a macro may call itself without end");
        }
    }

    void leave() {
        depth--;
    }
}
