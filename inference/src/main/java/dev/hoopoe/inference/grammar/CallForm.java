package dev.hoopoe.inference.grammar;

/**
 * How a turn with several tool calls is written: calls with a text between them and one behind the
 * last.
 *
 * @param between what separates two calls
 * @param after what must follow the last call, or ""
 * @param most the most calls, 1 or more
 */
public record CallForm(String between, String after, int most) {
    /** The most calls of one turn, unless said otherwise. */
    public static final int MOST_CALLS = 16;

    /** One call and nothing else. */
    public static final CallForm ONE = new CallForm("", "", 1);

    /** One call a line; the text may end after each. */
    public static final CallForm LINES = new CallForm("\n", "", MOST_CALLS);

    /** Calls in {@code <tool_call>} tags, the first of which has been opened before. */
    public static final CallForm TAGGED =
            new CallForm("\n</tool_call>\n<tool_call>\n", "\n</tool_call>", MOST_CALLS);

    public CallForm {
        if (most < 1 || most > Count.LARGEST) {
            throw new IllegalArgumentException(
                    "a form of " + most + " calls; it takes 1 to " + Count.LARGEST);
        }
    }

    /** The same form for at most so many calls. */
    public CallForm atMost(int calls) {
        return new CallForm(between, after, calls);
    }
}
