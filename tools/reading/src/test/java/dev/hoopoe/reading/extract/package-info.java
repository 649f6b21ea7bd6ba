@NullMarked
package dev.hoopoe.reading.extract;

import org.jspecify.annotations.NullMarked;
