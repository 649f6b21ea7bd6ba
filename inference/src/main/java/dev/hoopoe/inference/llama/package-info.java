/**
 * llama.cpp behind Java's Foreign Function and Memory API: libraries, model, context. No policy
 * lives here.
 */
@NullMarked
package dev.hoopoe.inference.llama;

import org.jspecify.annotations.NullMarked;
