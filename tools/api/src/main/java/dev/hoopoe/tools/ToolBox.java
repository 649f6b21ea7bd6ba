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

    private final Map<String, ToolHandler> tools;
    private final Map<String, String> disabled;
    private final ResultStore results;
    private final int defaultTokens;

    private ToolBox(Builder builder) {
        this.tools = new LinkedHashMap<>(builder.tools);
        this.disabled = new LinkedHashMap<>(builder.disabled);
        this.results = builder.results;
        this.defaultTokens = builder.defaultTokens;
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
        return tools.values().stream().map(ToolHandler::definition).toList();
    }

    /** The definition of one tool. */
    public Optional<ToolDefinition> find(String name) {
        return Optional.ofNullable(tools.get(name)).map(ToolHandler::definition);
    }

    /** Where the whole results are kept. */
    public ResultStore results() {
        return results;
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
        try {
            call.checkCancelled();
            int budget = budget(arguments);
            return present(tool.call(arguments, call), budget, Next.of(name, arguments));
        } catch (ToolException e) {
            return ToolResult.failed(PlainText.clean(String.valueOf(e.getMessage())));
        } catch (CancelledException e) {
            return ToolResult.failed(
                    name + " was stopped before it was done. Nothing is half done.");
        } catch (RuntimeException | StackOverflowError e) {
            log(name, e);
            return ToolResult.failed(
                    name
                            + " failed inside ("
                            + e.getClass().getSimpleName()
                            + "). This is a fault in the tool; try another way.");
        }
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

    private int budget(Map<String, ?> arguments) {
        Object asked = arguments.get("max_tokens");
        if (asked == null) {
            return defaultTokens;
        }
        try {
            int tokens = (int) Double.parseDouble(asked.toString());
            return Math.max(50, Math.min(tokens, LARGEST_MAX_TOKENS));
        } catch (NumberFormatException e) {
            return defaultTokens;
        }
    }

    private ToolResult present(Reply raw, int budget, Next next) {
        Reply reply = new Reply(PlainText.clean(raw.text()), raw.facts(), raw.sources());
        String handle = next.again() ? "" : results.keep(reply);
        Page page = Page.of(reply.text(), 1, budget);
        int total = page.nextLine() == 0 ? page.tokens() : Tokens.estimate(reply.text());
        StringBuilder text = new StringBuilder("ok");
        text.append(handle.isEmpty() ? "" : " " + handle).append(" tokens=").append(page.tokens());
        if (page.nextLine() != 0) {
            text.append('/').append(total);
        }
        reply.facts().forEach((k, v) -> text.append(' ').append(k).append('=').append(fact(v)));
        text.append('\n').append(page.text());
        if (page.nextLine() != 0) {
            text.append("\n[more: ").append(next.after(handle, page.nextLine())).append(']');
        }
        return new ToolResult(
                text.toString(), false, handle, page.tokens(), total, reply.sources());
    }

    /**
     * The call that shows what this one leaves out.
     *
     * @param again whether this call is a {@code result_read} itself
     * @param id the result that it reads
     * @param from the line that it begins with, or 0 where it picks lines by their text
     */
    private record Next(boolean again, String id, int from) {
        static Next of(String tool, Map<String, ?> arguments) {
            if (!tool.equals("result_read")) {
                return new Next(false, "", 1);
            }
            String id = String.valueOf(arguments.get("id")).strip();
            Object find = arguments.get("find");
            boolean picks = find != null && !find.toString().isEmpty();
            return new Next(true, PlainText.clean(id), picks ? 0 : number(arguments.get("from")));
        }

        private static int number(@Nullable Object from) {
            try {
                return from == null ? 1 : Math.max(1, (int) Double.parseDouble(from.toString()));
            } catch (NumberFormatException e) {
                return 1;
            }
        }

        String after(String handle, int nextLine) {
            if (again && from == 0) {
                return "a longer find gives fewer lines, or raise max_tokens";
            }
            String of = again ? id : handle;
            return "result_read id="
                    + of
                    + " from="
                    + (from + nextLine - 1)
                    + ", or with find=TEXT";
        }
    }

    private static String fact(String value) {
        return PlainText.clean(value).replaceAll("\\s", "_");
    }

    private static void log(String tool, Throwable fault) {
        System.getLogger(ToolBox.class.getName())
                .log(System.Logger.Level.ERROR, "Tool " + tool + " failed", fault);
    }

    /** Collects tools; not thread-safe. */
    public static final class Builder {
        private final Map<String, ToolHandler> tools = new LinkedHashMap<>();
        private final Map<String, String> disabled = new LinkedHashMap<>();
        private ResultStore results = new ResultStore();
        private int defaultTokens = DEFAULT_MAX_TOKENS;
        private @Nullable Collection<String> only;

        private Builder() {}

        /** Adds every {@link Tool} method of the object, by name; refuses unusable ones. */
        public Builder add(Object author) {
            ToolMethods.of(author).forEach(this::add);
            return this;
        }

        /** Adds one tool that is not a method, such as one behind another server. */
        public Builder add(ToolHandler tool) {
            if (tools.putIfAbsent(tool.definition().name(), tool) != null) {
                throw new IllegalArgumentException(
                        "Two tools are named " + tool.definition().name() + "; rename one.");
            }
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
