/**
 * The Model Context Protocol over HTTP: Streamable HTTP with sessions (2025-11-25 and older) and
 * the stateless protocol of 2026-07-28, on one address. Nothing here is loaded when stdio is
 * served.
 */
@NullMarked
package dev.hoopoe.mcp.http;

import org.jspecify.annotations.NullMarked;
