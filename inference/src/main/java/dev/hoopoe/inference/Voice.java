package dev.hoopoe.inference;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a model speaks.
 *
 * @param tags around its thoughts; null if it answers at once
 * @param choosers of its tokens
 */
record Voice(@Nullable ReasoningTags tags, Function<Sampling, Chooser> choosers) {}
