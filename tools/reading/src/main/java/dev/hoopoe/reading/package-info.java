/** Turns bytes of documents into Markdown. */
@NullMarked
package dev.hoopoe.reading;

import org.jspecify.annotations.NullMarked;
