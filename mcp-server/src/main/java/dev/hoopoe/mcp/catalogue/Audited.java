package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools whose calls are written down before they run. */
final class Audited implements ToolSource {
    private final List<ToolSource> tools;
    private final AuditLog log;

    Audited(List<ToolSource> tools, AuditLog log) {
        this.tools = List.copyOf(tools);
        this.log = log;
    }

    @Override
    public List<Map<String, Object>> definitions() {
        return tools.stream().flatMap(source -> source.definitions().stream()).toList();
    }

    @Override
    public Optional<Map<String, Object>> call(String name, Map<String, Object> arguments, Peer peer)
            throws RpcException {
        long call;
        try {
            call = log.begins(name, changes(name), arguments);
        } catch (IOException e) {
            return Optional.of(
                    BoxTools.result(
                            ToolResult.failed(
                                    "The audit log cannot be written, so %s did not run. Tell the user to look at its disk."
                                            .formatted(name))));
        }
        String outcome = "refused";
        try {
            Optional<Map<String, Object>> result = run(name, arguments, peer);
            outcome =
                    result.filter(r -> Boolean.TRUE.equals(r.get("isError"))).isPresent()
                            ? "error"
                            : "ok";
            return result;
        } catch (InputRequired e) {
            outcome = "asked";
            throw e;
        } finally {
            log.ended(call, outcome);
        }
    }

    private Optional<Map<String, Object>> run(String name, Map<String, Object> arguments, Peer peer)
            throws RpcException {
        for (ToolSource source : tools) {
            Optional<Map<String, Object>> result = source.call(name, arguments, peer);
            if (result.isPresent()) {
                return result;
            }
        }
        return Optional.empty();
    }

    /** A tool that nobody knows changes nothing; it only answers so. */
    private boolean changes(String name) {
        return definitions().stream()
                .filter(tool -> name.equals(tool.get("name")))
                .map(tool -> Params.object(tool.get("annotations")))
                .anyMatch(hints -> !Boolean.TRUE.equals(hints.get("readOnlyHint")));
    }
}
