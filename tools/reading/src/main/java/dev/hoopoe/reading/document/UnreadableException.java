package dev.hoopoe.reading.document;

/** A document that cannot be read; the message says why and what to do, in two sentences. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String nextStep;

    UnreadableException(String problem, String nextStep) {
        super(problem + " " + nextStep);
        this.problem = problem;
        this.nextStep = nextStep;
    }

    /** What is wrong with which document, as a sentence. */
    public String problem() {
        return problem;
    }

    /** One thing to do now, as a sentence. */
    public String nextStep() {
        return nextStep;
    }
}
