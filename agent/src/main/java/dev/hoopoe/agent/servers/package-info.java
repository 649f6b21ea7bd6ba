/**
 * Other people's MCP servers: read from {@code mcpServers} JSON, started and supervised, their
 * tools offered as {@link dev.hoopoe.tools.ToolHandler}s. The only place of the agent that knows
 * the MCP SDK. What a server says is a stranger's text: its definitions are pinned, cleaned and
 * made plain before a model sees them.
 */
@NullMarked
package dev.hoopoe.agent.servers;

import org.jspecify.annotations.NullMarked;
