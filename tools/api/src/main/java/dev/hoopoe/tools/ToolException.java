package dev.hoopoe.tools;

/**
 * A mistake that the caller can mend. The message reaches the model (and the user) as it is, so it
 * names the value, the rule, and one next step, and holds no secret and no path outside the roots.
 */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what is wrong with which value, and the rule, as a sentence
     * @param nextStep one thing to do now, as a sentence
     */
    public ToolException(String problem, String nextStep) {
        super(problem + " " + nextStep);
    }

    /** As the other constructor, keeping the cause for the log; the cause is never shown. */
    public ToolException(String problem, String nextStep, Throwable cause) {
        super(problem + " " + nextStep, cause);
    }
}
