/** The loop between a model and its tools. */
@NullMarked
package dev.hoopoe.agent;

import org.jspecify.annotations.NullMarked;
