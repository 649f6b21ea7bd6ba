/** The chat page and its server. */
@NullMarked
package dev.hoopoe.web;

import org.jspecify.annotations.NullMarked;
