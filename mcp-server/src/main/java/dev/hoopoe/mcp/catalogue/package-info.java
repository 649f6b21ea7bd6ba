/**
 * What a server offers, in the words of the protocol and independent of its version and transport:
 * tools, resources, prompts and completion. The transports hand requests in and answers out.
 */
@NullMarked
package dev.hoopoe.mcp.catalogue;

import org.jspecify.annotations.NullMarked;
