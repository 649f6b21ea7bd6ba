/** Reads JSON that a stranger wrote. */
@NullMarked
package dev.hoopoe.reading.json;

import org.jspecify.annotations.NullMarked;
