package dev.hoopoe.agent;

import java.util.List;

/** Notices a model that goes round in circles. */
final class Repetition {
    /** Identical calls with identical results after which the loop stops. */
    static final int MAX_SAME = 3;

    private Repetition() {}

    /** How often this step already happened with the same outcome. */
    static long count(List<Step> before, Step step) {
        return before.stream().filter(step::repeats).count();
    }

    static boolean tooOften(List<Step> before, Step step) {
        return count(before, step) + 1 >= MAX_SAME;
    }
}
