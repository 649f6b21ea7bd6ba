/** Exposes a tool box over the Model Context Protocol. */
@NullMarked
package dev.hoopoe.mcp;

import org.jspecify.annotations.NullMarked;
