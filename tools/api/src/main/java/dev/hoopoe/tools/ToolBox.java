package dev.hoopoe.tools;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a model may call, in a fixed order. Thread-safe and immutable; the results that it
 * keeps live in its {@link ResultStore}.
 *
 * <p>{@link #call} never throws for what a tool or a caller did wrong: every outcome is a {@link
 * ToolResult}, because a model can act on a result and not on an exception.
 */
public final class ToolBox {
    /** Tokens of a result that are shown unless the call says otherwise. */
    public static final int DEFAULT_MAX_TOKENS = 1_500;

    /** The most tokens of a result that a call can ask for. */
    public static final int LARGEST_MAX_TOKENS = 50_000;

    private static final String UNDO = "undo";
    private static final String NOTHING_DONE = " Nothing is half done.";

    private final Map<String, ToolHandler> tools;
    private final Map<String, String> disabled;
    private final List<ToolGuard> guardList;
    private final Guards guards;
    private final ResultStore results;
    private final UndoStore undos;
    private final int defaultTokens;
    private final boolean structured;
    private final Presentation presentation;

    private ToolBox(Builder builder) {
        this.tools = new LinkedHashMap<>(builder.tools);
        this.disabled = new LinkedHashMap<>(builder.disabled);
        this.guardList = List.copyOf(builder.guards);
        this.guards = new Guards(guardList);
        this.results = builder.results;
        this.undos = builder.undos;
        this.defaultTokens = builder.defaultTokens;
        this.structured = builder.structured;
        this.presentation = new Presentation(results, defaultTokens);
    }

    /** A tool box of the {@link Tool} methods of these objects, in the order of their names. */
    public static ToolBox of(Object... authors) {
        Builder builder = builder();
        for (Object author : authors) {
            builder.add(author);
        }
        return builder.build();
    }

    /** Starts an empty tool box. */
    public static Builder builder() {
        return new Builder();
    }

    /** The definitions, in the same order at every start. */
    public List<ToolDefinition> definitions() {
        return tools.values().stream().map(this::define).toList();
    }

    /** The definition of one tool. */
    public Optional<ToolDefinition> find(String name) {
        return Optional.ofNullable(tools.get(name)).map(this::define);
    }

    /** Whether there is such a tool, be it one that is not enabled. */
    public boolean knows(String name) {
        return tools.containsKey(name) || disabled.containsKey(name);
    }

    private ToolDefinition define(ToolHandler tool) {
        return structured ? tool.definition() : tool.definition().textOnly();
    }

    /** Where the whole results are kept. */
    public ResultStore results() {
        return results;
    }

    /**
     * A tool box like this one without some of its tools, sharing what is kept; a call of one of
     * them says why it is not there.
     *
     * @param names names that are not there do not matter
     * @param reason one sentence for the model
     */
    public ToolBox without(Collection<String> names, String reason) {
        Builder builder = change();
        for (String name : names) {
            if (builder.tools.remove(name) != null) {
                builder.disabled.put(name, reason);
            }
        }
        return builder.build();
    }

    /** A tool box like this one with more tools, behind its own, sharing what is kept. */
    public ToolBox with(Collection<? extends ToolHandler> more) {
        Builder builder = change();
        for (ToolHandler tool : more) {
            builder.add(tool);
        }
        return builder.build();
    }

    /** A builder of a tool box like this one, to which tools can be added. */
    Builder change() {
        Builder builder = new Builder();
        builder.tools.putAll(tools);
        builder.disabled.putAll(disabled);
        builder.guards.addAll(guardList);
        return builder.results(results)
                .undos(undos)
                .defaultTokens(defaultTokens)
                .structured(structured);
    }

    /** As {@link #call(String, Map, Call)}, by a caller that cannot be asked: for tests. */
    public ToolResult call(String name, Map<String, ?> arguments) {
        return call(name, arguments, RunningCall.quiet());
    }

    /**
     * Runs a tool on the calling thread.
     *
     * @param arguments decoded JSON: maps, lists, strings, numbers, booleans, null
     */
    public ToolResult call(String name, Map<String, ?> arguments, Call call) {
        ToolHandler tool = tools.get(name);
        if (tool == null) {
            return ToolResult.failed(unknown(name));
        }
        UndoableCall own = new UndoableCall(call);
        try {
            call.checkCancelled();
            return run(tool, arguments, own);
        } catch (ToolException e) {
            String message = PlainText.clean(String.valueOf(e.getMessage()));
            return failed(guards.failure(tool.definition(), message), own);
        } catch (CancelledException e) {
            boolean done = !own.steps().isEmpty();
            return failed(
                    name + " was stopped before it was done." + (done ? "" : NOTHING_DONE), own);
        } catch (RuntimeException | StackOverflowError e) {
            log(name, e);
            return failed(
                    "%s failed inside (%s). This is a fault in the tool; try another way."
                            .formatted(name, e.getClass().getSimpleName()),
                    own);
        }
    }

    private ToolResult run(ToolHandler tool, Map<String, ?> arguments, UndoableCall call) {
        ToolDefinition definition = tool.definition();
        Map<String, ?> admitted = guards.before(definition, arguments, call);
        Reply reply = guards.after(definition, tool.call(admitted, call), call);
        Map<String, Object> structure = structured ? structure(definition, reply) : Map.of();
        String undo = keepUndo(call);
        Reply shown = undo.isEmpty() ? reply : reply.fact(UNDO, undo);
        return presentation.present(shown, definition.name(), admitted, structure);
    }

    /** MCP wants a structured result wherever an output schema is announced. */
    private static Map<String, Object> structure(ToolDefinition tool, Reply reply) {
        if (tool.outputSchema().isEmpty()) {
            return Map.of();
        }
        Map<String, Object> structure =
                reply.value()
                        .map(Structure::of)
                        .orElseThrow(() ->
                                new ToolException(
                                        tool.name()
                                                + " ran, but its result has no structured form.",
                                        "Tell the user; trying again is of no use."));
        if (Tokens.estimate(Json.write(structure)) > LARGEST_MAX_TOKENS) {
            throw new ToolException(
                    "%s ran, but its result has over %d tokens."
                            .formatted(tool.name(), LARGEST_MAX_TOKENS),
                    "Ask for less at once.");
        }
        return structure;
    }

    /** The id under which the tool {@code undo} takes back what a call did, or "". */
    private String keepUndo(UndoableCall call) {
        List<UndoStore.Step> steps = call.steps();
        return steps.isEmpty() || !tools.containsKey(UNDO) ? "" : undos.keep(steps);
    }

    private ToolResult failed(String message, UndoableCall call) {
        String undo = keepUndo(call);
        return ToolResult.failed(
                undo.isEmpty()
                        ? message
                        : message + " Take back what it had done with undo id=" + undo + ".");
    }

    private String unknown(String name) {
        String why = disabled.get(name);
        if (why != null) {
            return name + " is not enabled. " + why;
        }
        return "There is no tool "
                + RecordBinder.shorten(name)
                + "."
                + Nearest.hint(name, tools.keySet())
                + " Tools: "
                + String.join(", ", tools.keySet())
                + ".";
    }

    private static void log(String tool, Throwable fault) {
        System.getLogger(ToolBox.class.getName())
                .log(System.Logger.Level.ERROR, "Tool " + tool + " failed", fault);
    }

    /** Collects tools; not thread-safe. */
    public static final class Builder {
        private final Map<String, ToolHandler> tools = new LinkedHashMap<>();
        private final Map<String, String> disabled = new LinkedHashMap<>();
        private final List<ToolGuard> guards = new ArrayList<>();
        private ResultStore results = new ResultStore();
        private UndoStore undos = new UndoStore();
        private boolean structured;
        private int defaultTokens = DEFAULT_MAX_TOKENS;
        private @Nullable Collection<String> only;

        private Builder() {}

        /** Adds every {@link Tool} method of the object, by name; refuses unusable ones. */
        public Builder add(Object author) {
            ToolMethods.of(author).forEach(this::add);
            return this;
        }

        /**
         * Adds every tool of the object, and says what its calls do, where the author did not or
         * could not: LangChain4j's {@code @Tool} has no word for it, so such tools count as
         * changing things and talking to strangers otherwise.
         */
        public Builder add(Object author, Effect effect, Trait... traits) {
            ToolMethods.of(author).forEach(tool -> add(new Declared(tool, effect, traits)));
            return this;
        }

        /** Adds one tool that is not a method, such as one behind another server. */
        public Builder add(ToolHandler tool) {
            String name = tool.definition().name();
            ToolHandler twin = tools.putIfAbsent(name, tool);
            if (twin != null) {
                throw new IllegalArgumentException(
                        "Two tools are named %s (%s and %s); rename one."
                                .formatted(name, twin, tool));
            }
            disabled.remove(name);
            return this;
        }

        void remove(String name) {
            if (tools.remove(name) != null) {
                disabled.put(
                        name, "It was taken away while the server runs; list the tools again.");
            }
        }

        /** Adds a guard, which is asked before those added later and again after them. */
        public Builder guard(ToolGuard guard) {
            guards.add(guard);
            return this;
        }

        /** Keeps undo actions in this store, which the caller shares with {@link UndoTools}. */
        public Builder undos(UndoStore store) {
            this.undos = store;
            return this;
        }

        /**
         * Whether results also come as a structure, with a schema in each definition. Off by
         * default: clients disagree on which of the two forms they show, and some show both.
         */
        public Builder structured(boolean wanted) {
            this.structured = wanted;
            return this;
        }

        /** Keeps only the named tools, in the order of the names. */
        public Builder only(Collection<String> names) {
            this.only = List.copyOf(names);
            return this;
        }

        /**
         * A tool that exists but may not be called; the reason names the option that enables it.
         */
        public Builder disabled(String name, String reason) {
            disabled.put(name, reason);
            return this;
        }

        /** Keeps results in this store, which the caller shares with {@link ResultTools}. */
        public Builder results(ResultStore store) {
            this.results = store;
            return this;
        }

        /** Tokens of a result shown unless the call says otherwise. */
        public Builder defaultTokens(int tokens) {
            this.defaultTokens = tokens;
            return this;
        }

        /** The tool box. */
        public ToolBox build() {
            if (only != null) {
                choose(only);
            }
            return new ToolBox(this);
        }

        private void choose(Collection<String> names) {
            Map<String, ToolHandler> chosen = new LinkedHashMap<>();
            for (String name : names) {
                ToolHandler tool = tools.get(name);
                if (tool != null) {
                    chosen.put(name, tool);
                }
            }
            for (String name : new ArrayList<>(tools.keySet())) {
                if (!chosen.containsKey(name)) {
                    disabled.putIfAbsent(name, "Start Hoopoe with --profile all to use it.");
                }
            }
            tools.clear();
            tools.putAll(chosen);
        }
    }
}
