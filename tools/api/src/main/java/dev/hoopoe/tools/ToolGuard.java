package dev.hoopoe.tools;

import java.util.Map;

/**
 * Stands between a caller and the tools of a {@link ToolBox}: sees each call before it runs and
 * each outcome before anybody else does. For rate limits, redaction, rules of a house.
 *
 * <p>Guards are asked in the order in which they were added before a call, and in the reverse order
 * after it, so that the first added has the first and the last word. A guard refuses by throwing
 * {@link ToolException}, whose text reaches the model. Anything else that it throws refuses too,
 * without details: a guard that fails lets nothing pass.
 *
 * <p>Implementations are thread-safe. {@code result_read} and {@code job} are tools like any other,
 * and what is kept for them is what the guards let through.
 */
public interface ToolGuard {
    /**
     * Before the tool runs, and before its arguments are read into a record.
     *
     * @param arguments decoded JSON, as the caller or the guard before sent them
     * @return the arguments to go on with
     * @throws ToolException to refuse the call
     */
    default Map<String, ?> before(ToolDefinition tool, Map<String, ?> arguments, Call call) {
        return arguments;
    }

    /**
     * After the tool has answered.
     *
     * @param reply the whole reply; {@link Reply#text(String)} replaces its text, {@link
     *     Reply#showing} makes one of another record
     * @return the reply to go on with
     * @throws ToolException to withhold the reply; what the tool did stays done
     */
    default Reply after(ToolDefinition tool, Reply reply, Call call) {
        return reply;
    }

    /**
     * After the tool has failed with a message for the model.
     *
     * @return the message to go on with
     */
    default String failure(ToolDefinition tool, String message) {
        return message;
    }
}
