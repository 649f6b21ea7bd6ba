/** Reads documents of many formats as Markdown, page by page. */
@NullMarked
package dev.hoopoe.reading.document;

import org.jspecify.annotations.NullMarked;
