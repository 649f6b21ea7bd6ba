/** Answers questions about databases that the user named, guarded by the engine. */
@NullMarked
package dev.hoopoe.database;

import org.jspecify.annotations.NullMarked;
