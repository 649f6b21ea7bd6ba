package dev.hoopoe.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the person whether a call may run. Where nobody can answer, the answer is no. A yes or no is
 * enough; whoever can offer more overrides {@link #decide}.
 */
@FunctionalInterface
public interface Approver {
    /** Answers no to everything. */
    Approver NOBODY = question -> false;

    /** Whether what the question tells of may happen. */
    boolean approve(Question question);

    /** As {@link #approve}, with what else a person may say. */
    default Answer decide(Question question) {
        return approve(question) ? Answer.yes() : Answer.no("");
    }

    /** Which changes are asked about at all. Asked for each call, so it may change. */
    default ApprovalMode mode() {
        return ApprovalMode.REVERSIBLE;
    }

    /** The same approver, asked in this mode. */
    default Approver in(ApprovalMode mode) {
        Approver approver = this;
        return new Approver() {
            @Override
            public boolean approve(Question question) {
                return approver.approve(question);
            }

            @Override
            public Answer decide(Question question) {
                return approver.decide(question);
            }

            @Override
            public ApprovalMode mode() {
                return mode;
            }
        };
    }

    /**
     * A question for the person.
     *
     * @param kind what the answer means
     * @param text with the exact arguments
     * @param call the call in question; empty where a running tool asks in its own words
     */
    record Question(Kind kind, String text, Optional<Proposal> call) {
        /** A question in a tool's own words. */
        public Question(Kind kind, String text) {
            this(kind, text, Optional.empty());
        }
    }

    /** A call that waits for a yes. */
    record Proposal(String tool, Map<String, Object> arguments) {
        public Proposal {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /** What is at stake. */
    enum Kind {
        /** The call changes or deletes something and cannot be undone; {@code --yes} answers it. */
        EFFECT,
        /**
         * The call could carry private data outside on a stranger's word; only a person answers.
         */
        LEAK
    }

    /** What the person says. */
    sealed interface Answer {
        /**
         * It may run.
         *
         * @param edited the arguments to run it with instead; empty: as they are
         * @param always whether this tool's changes need not be asked about again in this
         *     conversation; a leak always is
         */
        record Allow(Optional<Map<String, Object>> edited, boolean always) implements Answer {}

        /**
         * It may not.
         *
         * @param reason for the model, or ""
         */
        record Refuse(String reason) implements Answer {}

        /** It may run as it is, this once. */
        static Answer yes() {
            return new Allow(Optional.empty(), false);
        }

        /** It may not, for this reason or for none. */
        static Answer no(String reason) {
            return new Refuse(reason);
        }
    }
}
