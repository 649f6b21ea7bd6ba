@NullMarked
package dev.hoopoe.web.http;

import org.jspecify.annotations.NullMarked;
