/**
 * Reads tool calls out of text. Models that we do not constrain write calls in many forms: in tags,
 * in code fences, as bare JSON, as Python. Runtimes that know only their template's form see no
 * call.
 */
@NullMarked
package dev.hoopoe.agent.calls;

import org.jspecify.annotations.NullMarked;
