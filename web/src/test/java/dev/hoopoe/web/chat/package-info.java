@NullMarked
package dev.hoopoe.web.chat;

import org.jspecify.annotations.NullMarked;
