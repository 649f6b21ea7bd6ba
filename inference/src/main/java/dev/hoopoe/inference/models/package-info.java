/** Finds, fetches, checks and describes model files. Nothing here loads a model. */
@NullMarked
package dev.hoopoe.inference.models;

import org.jspecify.annotations.NullMarked;
