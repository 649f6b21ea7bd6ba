package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.PlainText;
import dev.hoopoe.tools.RunningCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of one request, over whatever transport. Thread-safe. */
public final class RequestPeer implements Peer, RunningCall.Listener {
    /** How questions reach the client, which differs between the generations of the protocol. */
    @FunctionalInterface
    public interface Asker {
        /** See {@link Peer#ask(Map)}; the client can answer all of these. */
        Map<String, Map<String, Object>> ask(Map<String, Question> questions, RunningCall call);
    }

    /** Takes messages that belong to one request. */
    @FunctionalInterface
    public interface Channel {
        /** Sends a message. */
        void send(Map<String, Object> message);

        /** See {@link Peer#release}. */
        default void release() {}
    }

    private final Map<String, Object> capabilities;
    private final Supplier<Optional<String>> logLevel;
    private final Asker asker;
    private final Channel channel;
    private final ProgressReports reports;
    private final RunningCall call;
    private final AtomicInteger approvals = new AtomicInteger();

    /**
     * @param capabilities of the client
     * @param logLevel from which on it wants lines of log, if it does
     * @param channel takes messages that belong to this request
     * @param token under which the client asked for progress, or null
     * @param time of the request
     */
    public RequestPeer(
            Map<String, Object> capabilities,
            Supplier<Optional<String>> logLevel,
            Asker asker,
            Channel channel,
            @Nullable Object token,
            Duration time) {
        this.capabilities = capabilities;
        this.logLevel = logLevel;
        this.asker = asker;
        this.channel = channel;
        this.reports = new ProgressReports(token);
        this.call = RunningCall.with(this, time);
    }

    @Override
    public RunningCall call() {
        return call;
    }

    @Override
    public boolean can(String capability) {
        return capability.equals("elicitation")
                ? Approval.shownBy(capabilities)
                : capabilities.containsKey(capability);
    }

    @Override
    public void tell(String method, Map<String, Object> params) {
        channel.send(notification(method, params));
    }

    /** A notification as it is sent. */
    public static Map<String, Object> notification(String method, Map<String, Object> params) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        if (!params.isEmpty()) {
            message.put("params", params);
        }
        return message;
    }

    @Override
    public void release() {
        channel.release();
    }

    @Override
    public void log(String level, Object data) {
        if (logLevel.get().filter(asked -> LogLevel.reaches(level, asked)).isPresent()) {
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("level", level);
            params.put("data", data instanceof String text ? PlainText.clean(text) : data);
            tell("notifications/message", params);
        }
    }

    @Override
    public void progress(double done, double total, String message) {
        reports.report(done, total, message)
                .ifPresent(report -> tell(ProgressReports.METHOD, report));
    }

    @Override
    public Map<String, Map<String, Object>> ask(Map<String, Question> questions) {
        Map<String, Question> possible = new LinkedHashMap<>();
        questions.forEach((key, question) -> {
            if (can(question.capability())) {
                possible.put(key, question);
            }
        });
        return possible.isEmpty() ? Map.of() : asker.ask(possible, call);
    }

    /** Numbered, so that a repeated request finds the answer of the same question. */
    @Override
    public boolean ask(String question) {
        String key = "approval-" + approvals.incrementAndGet();
        return Approval.given(ask(key, Approval.form(question)));
    }
}
