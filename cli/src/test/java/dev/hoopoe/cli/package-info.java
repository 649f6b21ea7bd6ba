@NullMarked
package dev.hoopoe.cli;

import org.jspecify.annotations.NullMarked;
