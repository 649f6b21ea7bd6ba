package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.CallForm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notices that a model begins a tool call, in whatever form it was trained on or fell into: {@code
 * <tool_call>}, a {@code json} fence, or bare JSON. It ends the answer right before the call's
 * opening brace; the call itself is then written under a grammar.
 *
 * <p>At the beginning of an answer any opening brace counts. Behind prose it must go on like a
 * call, since an answer may show JSON of its own.
 */
final class CallSpotter implements TextWatcher {
    /** How far back from the end of a text a call is looked for. */
    static final int WINDOW = 2000;

    private static final Pattern CALL =
            Pattern.compile(
                    "(?<opening>^\\s*+(?:```\\w*+\\s*+)?|<tool_call>\\s*+)\\{"
                            + "|(?<behind>\\n\\s*+|```\\w*+\\s*+)\\{\\s*+\"(?:name|function|tool)\"\\s*+:");

    /** What may become a call's beginning when more text comes. */
    private static final Pattern UNDECIDED =
            Pattern.compile(
                    "(?:^\\s*+|\\n\\s*+)(?:`{1,3}+\\w{0,16}+\\s*+)?(?:\\{\\s*+(?:\"\\w{0,8}\"?\\s*+)?)?$"
                            + "|```\\w{0,16}+\\s*+(?:\\{\\s*+(?:\"\\w{0,8}\"?\\s*+)?)?$"
                            + "|<(?:t|to|too|tool|tool_|tool_c|tool_ca|tool_cal|tool_call|tool_call>\\s*+)?$");

    /** What models write around calls in a fence. */
    private static final CallForm FENCED =
            new CallForm("\n```\n```json\n", "\n```", CallForm.MOST_CALLS);

    private int prose = -1;
    private CallForm form = CallForm.LINES;

    @Override
    public Verdict look(CharSequence text) {
        int from = Math.max(0, text.length() - WINDOW);
        Matcher call = CALL.matcher(text);
        call.region(from, text.length()).useAnchoringBounds(from == 0);
        if (call.find()) {
            String group = call.group("opening") == null ? "behind" : "opening";
            prose = call.start(group);
            form = form(call.group(group));
            return new Verdict(call.end(group), true);
        }
        Matcher undecided = UNDECIDED.matcher(text);
        undecided.region(from, text.length());
        boolean open = undecided.find();
        return new Verdict(open ? undecided.start() : text.length(), false);
    }

    private static CallForm form(String opening) {
        return opening.contains("<tool_call>")
                ? CallForm.TAGGED
                : opening.contains("```") ? FENCED : CallForm.LINES;
    }

    /** How the call goes on, by how it was begun. */
    CallForm form() {
        return form;
    }

    /** Whether the answer turned into a call. */
    boolean found() {
        return prose >= 0;
    }

    /** How much of the text is prose before the call and its wrapping. */
    int prose() {
        return prose;
    }
}
