/** The official conformance suite's fixtures on the server class that {@code serve} uses. */
@NullMarked
package dev.hoopoe.mcp.conformance;

import org.jspecify.annotations.NullMarked;
