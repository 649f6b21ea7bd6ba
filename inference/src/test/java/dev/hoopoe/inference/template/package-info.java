@NullMarked
package dev.hoopoe.inference.template;

import org.jspecify.annotations.NullMarked;
