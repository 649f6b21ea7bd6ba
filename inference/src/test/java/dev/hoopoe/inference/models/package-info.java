@NullMarked
package dev.hoopoe.inference.models;

import org.jspecify.annotations.NullMarked;
