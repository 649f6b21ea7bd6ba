package dev.hoopoe.web.openai;

import dev.hoopoe.inference.ContextOverflowException;
import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.grammar.GrammarException;
import dev.hoopoe.inference.template.TemplateException;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/** Failures as callers see them; what is our own fault is logged, and told in general words. */
final class Failures {
    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    static ApiError of(Throwable failure) {
        return switch (failure) {
            case ApiException refused -> refused.error();
            case ContextOverflowException full ->
                    new ApiError(
                            400,
                            "context_length_exceeded",
                            "messages",
                            String.valueOf(full.getMessage()),
                            Map.of());
            case InferenceException refused when isCallers(refused) ->
                    ApiError.badRequest("", String.valueOf(refused.getMessage()));
            default -> internal(failure);
        };
    }

    /** Schemas and conversations that cannot be; not what goes wrong in native code. */
    private static boolean isCallers(InferenceException failure) {
        return failure.getCause() == null
                || failure.getCause() instanceof GrammarException
                || failure.getCause() instanceof TemplateException;
    }

    private static ApiError internal(Throwable failure) {
        LOG.log(Level.ERROR, "A request failed", failure);
        return ApiError.of(
                500, "internal_error", "The server failed; its log says why. Try again.");
    }

    static ApiError late(Duration time) {
        return ApiError.of(
                        503,
                        "deadline_exceeded",
                        "The answer took longer than %d s, which is the limit. Ask for fewer tokens, or try again when fewer requests are open."
                                .formatted(time.toSeconds()))
                .withHeader("Retry-After", "5");
    }
}
