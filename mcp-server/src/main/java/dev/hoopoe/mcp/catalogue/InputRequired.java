package dev.hoopoe.mcp.catalogue;

import java.util.Map;

/**
 * Leaves a request that cannot go on without answers of the client, which repeats it with them (MCP
 * 2026-07-28, multi round-trip requests). An error rather than an exception, since a tool box makes
 * a result of every exception of a tool.
 */
public final class InputRequired extends Error {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> result;

    /**
     * @param result that the client gets
     */
    public InputRequired(Map<String, Object> result) {
        super("The client has to be asked", null, false, false);
        this.result = result;
    }

    /** The result that the client gets. */
    public Map<String, Object> result() {
        return result;
    }
}
