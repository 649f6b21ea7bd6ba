/** The embedded models behind the HTTP interface that OpenAI's clients speak. */
@NullMarked
package dev.hoopoe.web.openai;

import org.jspecify.annotations.NullMarked;
