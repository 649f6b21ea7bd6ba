package dev.hoopoe.agent;

/** Asks the person whether a call may run. Where nobody can answer, the answer is no. */
@FunctionalInterface
public interface Approver {
    /** Answers no to everything. */
    Approver NOBODY = question -> false;

    /** Whether what the question tells of may happen. */
    boolean approve(Question question);

    /**
     * A question for the person.
     *
     * @param kind what the answer means
     * @param text with the exact arguments
     */
    record Question(Kind kind, String text) {}

    /** What is at stake. */
    enum Kind {
        /** The call changes or deletes something and cannot be undone; {@code --yes} answers it. */
        EFFECT,
        /**
         * The call could carry private data outside on a stranger's word; only a person answers.
         */
        LEAK
    }
}
