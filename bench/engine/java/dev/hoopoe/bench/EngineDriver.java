package dev.hoopoe.bench;

import dev.hoopoe.inference.Completion;
import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.Constraint;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.ModelInput;
import dev.hoopoe.inference.OutputForm;
import dev.hoopoe.inference.Repack;
import dev.hoopoe.inference.ScoreRequest;
import dev.hoopoe.inference.Scores;
import dev.hoopoe.inference.Shortcuts;
import dev.hoopoe.inference.Timings;
import dev.hoopoe.inference.Turn;
import dev.hoopoe.inference.Usage;
import dev.hoopoe.inference.llama.KvType;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/**
 * Lets a harness in another language drive the engine: one JSON object a line on stdin, one answer
 * a line on stdout with the command's {@code id}. Calls to the model run concurrently, one virtual
 * thread each; {@code open}, {@code close} and {@code quit} wait for those before them.
 *
 * <pre>
 * {"id":1,"do":"open","model":FILE,"cache":DIR,"threads":2,"context":4096,"cells":0,"sequences":8,
 *  "repack":"on|off|auto","kv":"f16","prefixBytes":0,"forced":true,"drafts":8}
 * {"id":2,"do":"complete","messages":[{"role":"user","content":"…"}],"tools":[…],"maxTokens":64,
 *  "constraint":"none|call|json|gbnf","schema":{…},"grammar":"…","prefix":"","stable":0,"calls":8,"stream":true}
 * {"id":3,"do":"turn",…,"choice":"auto|required|none"}
 * {"id":4,"do":"score",…,"continuations":["…"]}
 * {"id":5,"do":"count","text":"…"}   {"id":6,"do":"close"}   {"id":7,"do":"quit"}
 * </pre>
 *
 * With {@code stream} a line {@code {"id":2,"first":true}} goes out as soon as the first piece of
 * text is there.
 */
public final class EngineDriver {
    private final PrintStream out;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Phaser running = new Phaser(1);
    private EmbeddedModel model;

    private EngineDriver(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // Nobody else may write between two answers.
        System.setOut(System.err);
        new EngineDriver(out).serve();
        System.exit(0);
    }

    private void serve() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Wire command = Wire.parse(line);
            if (command.text("do", "").equals("quit")) {
                awaitRunning();
                close();
                return;
            }
            switch (command.text("do", "")) {
                case "open", "close" -> {
                    awaitRunning();
                    answer(command);
                }
                default -> {
                    running.register();
                    workers.execute(
                            () -> {
                                answer(command);
                                running.arriveAndDeregister();
                            });
                }
            }
        }
        // Nobody is there any more to wait for what is running.
        System.exit(1);
    }

    private void awaitRunning() {
        running.arriveAndAwaitAdvance();
    }

    private void answer(Wire command) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("id", command.number("id", 0));
        long begun = System.nanoTime();
        try {
            reply.putAll(
                    switch (command.text("do", "")) {
                        case "open" -> open(command);
                        case "close" -> close();
                        case "complete" -> complete(command, begun);
                        case "turn" -> turn(command, begun);
                        case "score" -> score(command);
                        case "count" -> Map.of("tokens", model.count(command.text("text", "")));
                        default ->
                                throw new IllegalArgumentException(
                                        "Unknown command " + command.text("do", ""));
                    });
        } catch (RuntimeException | LinkageError e) {
            reply.put("error", String.valueOf(e.getMessage()));
            reply.put("type", e.getClass().getSimpleName());
        }
        reply.put("totalNs", System.nanoTime() - begun);
        send(reply);
    }

    private void send(Map<String, Object> reply) {
        String line = Wire.write(reply);
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    private Map<String, Object> open(Wire command) {
        close();
        EngineOptions options =
                EngineOptions.in(Path.of(command.text("cache", "")))
                        .withThreads((int) command.number("threads", 2))
                        .withContextLength((int) command.number("context", 4096))
                        .withSequences((int) command.number("sequences", EngineOptions.DEFAULT_SEQUENCES))
                        .withRepack(Repack.valueOf(upper(command.text("repack", "on"))))
                        .withKvType(KvType.valueOf(upper(command.text("kv", "f16"))))
                        .withShortcuts(shortcuts(command))
                        .withPrefixBytes(command.number("prefixBytes", 0));
        int cells = (int) command.number("cells", 0);
        options = options.withMemory(options.memory().withCells(cells));
        model = EmbeddedModel.open(Path.of(command.text("model", "")), options);
        return Map.of("name", model.name(), "context", model.contextLength());
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static Shortcuts shortcuts(Wire command) {
        return new Shortcuts(
                command.flag("forced", Shortcuts.ALL.forcedBatches()),
                (int) command.number("drafts", Shortcuts.ALL.draftTokens()));
    }

    private Map<String, Object> close() {
        if (model != null) {
            model.close();
            model = null;
        }
        return Map.of();
    }

    private static ModelInput input(Wire command) {
        return ModelInput.of(command.messages())
                .withStableMessages((int) command.number("stable", 0))
                .withTools(command.tools())
                .withAssistantPrefix(command.text("prefix", ""));
    }

    private CompletionRequest request(Wire command, Map<String, Object> reply, long begun) {
        boolean[] seen = new boolean[1];
        return CompletionRequest.of(command.messages())
                .withInput(input(command))
                .withConstraint(constraint(command))
                .withMaxOutputTokens((int) command.number("maxTokens", 0))
                .withMostCalls((int) command.number("calls", OutputForm.DEFAULT_MOST_CALLS))
                .withOnText(
                        piece -> {
                            if (!seen[0] && !piece.isEmpty()) {
                                seen[0] = true;
                                reply.put("firstNs", System.nanoTime() - begun);
                                if (command.flag("stream", false)) {
                                    send(Map.of("id", command.number("id", 0), "first", true));
                                }
                            }
                        });
    }

    private static Constraint constraint(Wire command) {
        return switch (command.text("constraint", "none")) {
            case "call" -> new Constraint.ToolCall(command.tools());
            case "json" -> new Constraint.Json(command.object("schema"));
            case "gbnf" -> new Constraint.Gbnf(command.text("grammar", ""));
            default -> Constraint.none();
        };
    }

    private Map<String, Object> complete(Wire command, long begun) {
        Map<String, Object> reply = new LinkedHashMap<>();
        Completion done = model.complete(request(command, reply, begun));
        reply.put("text", done.text());
        reply.put("reason", done.reason().name());
        costs(reply, done.usage(), done.timings());
        return reply;
    }

    private Map<String, Object> turn(Wire command, long begun) {
        Map<String, Object> reply = new LinkedHashMap<>();
        ToolChoice choice =
                switch (command.text("choice", "auto")) {
                    case "required" -> ToolChoice.REQUIRED;
                    case "none" -> ToolChoice.NONE;
                    default -> ToolChoice.AUTO;
                };
        Turn turn = model.turn(request(command, reply, begun), choice, List.of());
        List<Map<String, Object>> calls = new ArrayList<>();
        turn.calls().forEach(c -> calls.add(Map.of("name", c.name(), "arguments", c.arguments())));
        reply.put("text", turn.text());
        reply.put("calls", calls);
        reply.put("reason", turn.reason().name());
        costs(reply, turn.usage(), turn.timings());
        return reply;
    }

    private static void costs(Map<String, Object> reply, Usage usage, Timings timings) {
        reply.put("promptTokens", usage.promptTokens());
        reply.put("cachedTokens", usage.cachedTokens());
        reply.put("outputTokens", usage.outputTokens());
        reply.put("waitMs", timings.waitMs());
        reply.put("promptMs", timings.promptMs());
        reply.put("totalMs", timings.totalMs());
        reply.put("steps", timings.steps());
    }

    private Map<String, Object> score(Wire command) {
        Scores scores =
                model.score(
                        ScoreRequest.of(input(command), command.texts("continuations")));
        return Map.of(
                "scores",
                scores.scores().stream().map(s -> s.logProbability()).toList(),
                "promptTokens",
                scores.usage().promptTokens(),
                "cachedTokens",
                scores.usage().cachedTokens());
    }
}
