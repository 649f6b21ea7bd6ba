package dev.hoopoe.mcp.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that are described and answered in the words of the protocol. Thread-safe. */
public interface ToolSource {
    /** The definitions, in a stable order. */
    List<Map<String, Object>> definitions();

    /**
     * Runs a tool on the calling thread.
     *
     * @return the result, or nothing if it has no such tool
     */
    Optional<Map<String, Object>> call(String name, Map<String, Object> arguments, Peer peer)
            throws RpcException;
}
