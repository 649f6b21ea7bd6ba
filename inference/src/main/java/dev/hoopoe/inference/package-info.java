/** Runs a GGUF model inside this process. */
@NullMarked
package dev.hoopoe.inference;

import org.jspecify.annotations.NullMarked;
