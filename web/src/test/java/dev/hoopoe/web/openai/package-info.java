@NullMarked
package dev.hoopoe.web.openai;

import org.jspecify.annotations.NullMarked;
