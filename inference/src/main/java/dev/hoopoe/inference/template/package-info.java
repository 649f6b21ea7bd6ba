/**
 * Renders the chat template of a model file: a small, sandboxed interpreter for the part of Jinja
 * that chat templates use. Everything here is pure computation; message text is data and is never
 * interpreted.
 */
@NullMarked
package dev.hoopoe.inference.template;

import org.jspecify.annotations.NullMarked;
