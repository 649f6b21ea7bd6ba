package dev.hoopoe.web.http;

/** Ends a request with an error. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.message());
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
