/** A small HTTP server on this machine, and what keeps strangers and hostile input out of it. */
@NullMarked
package dev.hoopoe.web.http;

import org.jspecify.annotations.NullMarked;
