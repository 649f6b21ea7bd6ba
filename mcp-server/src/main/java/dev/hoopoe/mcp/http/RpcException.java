package dev.hoopoe.mcp.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is refused: an error of JSON-RPC and the HTTP status that carries it. */
final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;
    static final int PARSE = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int NO_METHOD = -32_601;
    static final int INVALID_PARAMS = -32_602;
    static final int INTERNAL = -32_603;
    static final int BUSY = -32_000;

    /** A header is missing or differs from the body (2026-07-28, Transports). */
    static final int HEADER_MISMATCH = -32_020;

    /** Comes with the versions that are served (2026-07-28, Versioning). */
    static final int UNSUPPORTED_VERSION = -32_022;

    private final int status;
    private final int code;
    private final transient Map<String, Object> data;

    RpcException(int status, int code, String reason) {
        this(status, code, reason, Map.of());
    }

    RpcException(int status, int code, String reason, Map<String, Object> data) {
        super(reason);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    int status() {
        return status;
    }

    Map<String, Object> error() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", String.valueOf(getMessage()));
        if (!data.isEmpty()) {
            error.put("data", data);
        }
        return error;
    }
}
