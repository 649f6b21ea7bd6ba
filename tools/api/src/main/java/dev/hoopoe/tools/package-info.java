/** The API for tool authors: a record in, a record, list or text out. */
@NullMarked
package dev.hoopoe.tools;

import org.jspecify.annotations.NullMarked;
