/** Searches documents and cites the passages. */
@NullMarked
package dev.hoopoe.documents;

import org.jspecify.annotations.NullMarked;
