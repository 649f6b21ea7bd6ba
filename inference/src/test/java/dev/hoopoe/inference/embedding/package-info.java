@NullMarked
package dev.hoopoe.inference.embedding;

import org.jspecify.annotations.NullMarked;
