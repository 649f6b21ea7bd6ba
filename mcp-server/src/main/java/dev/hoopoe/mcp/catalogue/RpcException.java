package dev.hoopoe.mcp.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is refused: an error of JSON-RPC and the HTTP status that carries it. */
public final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    /** JSON-RPC 2.0, section 5.1. */
    public static final int PARSE = -32_700;

    /** JSON-RPC 2.0, section 5.1. */
    public static final int INVALID_REQUEST = -32_600;

    /** JSON-RPC 2.0, section 5.1. */
    public static final int NO_METHOD = -32_601;

    /** JSON-RPC 2.0, section 5.1. */
    public static final int INVALID_PARAMS = -32_602;

    /** JSON-RPC 2.0, section 5.1. */
    public static final int INTERNAL = -32_603;

    /** Server error of JSON-RPC 2.0, section 5.1, for a request that may be sent again. */
    public static final int BUSY = -32_000;

    /** A header is missing or differs from the body (2026-07-28, Transports). */
    public static final int HEADER_MISMATCH = -32_020;

    /** Comes with the versions that are served (2026-07-28, Versioning). */
    public static final int UNSUPPORTED_VERSION = -32_022;

    /** There is nothing at the address of a resource (2025-11-25; later it is invalid params). */
    public static final int NO_RESOURCE = -32_002;

    /** The client lacks a capability that the request needs (2026-07-28). */
    public static final int MISSING_CAPABILITY = -32_021;

    private final int status;
    private final int code;
    private final transient Map<String, Object> data;

    /** An error without data. */
    public RpcException(int status, int code, String reason) {
        this(status, code, reason, Map.of());
    }

    /**
     * An error of JSON-RPC.
     *
     * @param status of HTTP that carries it
     * @param reason what was wrong and what to do
     */
    public RpcException(int status, int code, String reason, Map<String, Object> data) {
        super(reason);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    /** An error of the params of a request. */
    public static RpcException invalid(String reason) {
        return new RpcException(400, INVALID_PARAMS, reason);
    }

    /** There is no such method; the status depends on the version. */
    public static RpcException unknownMethod(int status, String methods) {
        return new RpcException(
                status, NO_METHOD, "This server has no such method. It has " + methods + ".");
    }

    /** The same with another code. */
    RpcException as(int other) {
        return new RpcException(status, other, String.valueOf(getMessage()), data);
    }

    /** The error's code. */
    public int code() {
        return code;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** The member {@code error} of the answer. */
    public Map<String, Object> error() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", String.valueOf(getMessage()));
        if (!data.isEmpty()) {
            error.put("data", data);
        }
        return error;
    }
}
