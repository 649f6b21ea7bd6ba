/** Reads and writes files inside the roots that the user gave, and nowhere else. */
@NullMarked
package dev.hoopoe.files;

import org.jspecify.annotations.NullMarked;
