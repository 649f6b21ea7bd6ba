package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Everything that a server offers, and the answer to each request for it: the one place that knows
 * tools, resources, prompts and completion, whatever the version of the protocol and the transport.
 * Thread-safe; lives as long as the process.
 */
public final class Catalogue {
    /** Things on one page of resources, templates or prompts. */
    public static final int PAGE = 100;

    /** Resources that are listed at most; others are read by their address. */
    public static final int MAX_LISTED = 10_000;

    /** Completions that an answer holds at most (2025-11-25, Completion). */
    public static final int MAX_COMPLETIONS = 100;

    static final String LIST_TOOLS = "tools/list";
    static final String CALL_TOOL = "tools/call";
    static final String LIST_RESOURCES = "resources/list";
    static final String LIST_TEMPLATES = "resources/templates/list";
    static final String READ_RESOURCE = "resources/read";
    static final String LIST_PROMPTS = "prompts/list";
    static final String GET_PROMPT = "prompts/get";
    static final String COMPLETE = "completion/complete";

    private final List<ToolSource> tools;
    private final List<Resources> resources;
    private final PromptBook prompts;
    private final boolean logs;
    private final List<Consumer<Change>> listeners;

    private Catalogue(
            List<ToolSource> tools,
            List<Resources> resources,
            PromptBook prompts,
            boolean logs,
            List<Consumer<Change>> listeners) {
        this.tools = List.copyOf(tools);
        this.resources = List.copyOf(resources);
        this.prompts = prompts;
        this.logs = logs;
        this.listeners = listeners;
    }

    /** The tools of a box, which may change. */
    public static Catalogue of(LiveToolBox box) {
        Catalogue catalogue =
                new Catalogue(
                        List.of(new BoxTools(box)),
                        List.of(),
                        new PromptBook(List.of()),
                        false,
                        new CopyOnWriteArrayList<>());
        box.onChange(_ -> catalogue.changed(Change.TOOLS));
        return catalogue;
    }

    /** With more tools, which come before those of the box. */
    public Catalogue with(ToolSource more) {
        List<ToolSource> all = new ArrayList<>(tools);
        all.addFirst(more);
        return new Catalogue(all, resources, prompts, logs, listeners);
    }

    /** With more resources. */
    public Catalogue with(Resources more) {
        List<Resources> all = new ArrayList<>(resources);
        all.add(more);
        return new Catalogue(tools, all, prompts, logs, listeners);
    }

    /** With more prompts. */
    public Catalogue with(Prompts more) {
        return new Catalogue(tools, resources, prompts.with(more), logs, listeners);
    }

    /**
     * With a log of the calls of the tools that it has now; whoever opened the log closes it
     * afterwards.
     */
    public Catalogue audited(AuditLog log) {
        return new Catalogue(List.of(new Audited(tools, log)), resources, prompts, logs, listeners);
    }

    /** With tools that write to the client's log. */
    public Catalogue logging() {
        return new Catalogue(tools, resources, prompts, true, listeners);
    }

    /** Tells the listeners that a list is another one now. */
    public void changed(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    /** Tells the listener of each change, on the thread that makes it; close to stop. */
    public Call.Registration onChange(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether it answers this method. */
    public boolean has(String method) {
        return switch (method) {
            case LIST_TOOLS, CALL_TOOL -> true;
            case LIST_RESOURCES, LIST_TEMPLATES, READ_RESOURCE -> !resources.isEmpty();
            case LIST_PROMPTS, GET_PROMPT -> !prompts.isEmpty();
            case COMPLETE -> !resources.isEmpty() || !prompts.isEmpty();
            default -> false;
        };
    }

    /** The names of the methods, for the one who called another. */
    public String methods() {
        List<String> names = new ArrayList<>(List.of(LIST_TOOLS, CALL_TOOL));
        if (!resources.isEmpty()) {
            names.addAll(List.of(LIST_RESOURCES, LIST_TEMPLATES, READ_RESOURCE));
        }
        if (!prompts.isEmpty()) {
            names.addAll(List.of(LIST_PROMPTS, GET_PROMPT));
        }
        return String.join(", ", names);
    }

    /** Whether it writes to clients' logs. */
    public boolean logs() {
        return logs;
    }

    /** Whether there are resources, to whose changes a client may subscribe. */
    public boolean subscribes() {
        return !resources.isEmpty();
    }

    /** What a server with this catalogue says that it can do. */
    public Map<String, Object> capabilities() {
        Map<String, Object> capabilities = new LinkedHashMap<>();
        capabilities.put("tools", Map.of("listChanged", true));
        if (!resources.isEmpty()) {
            Map<String, Object> how = new LinkedHashMap<>();
            how.put("subscribe", true);
            how.put("listChanged", true);
            capabilities.put("resources", how);
        }
        if (!prompts.isEmpty()) {
            capabilities.put("prompts", Map.of("listChanged", true));
        }
        if (has(COMPLETE)) {
            capabilities.put("completions", Map.of());
        }
        if (logs) {
            capabilities.put("logging", Map.of());
        }
        return capabilities;
    }

    /**
     * The result of a request, computed on the calling thread.
     *
     * @throws RpcException if the request is refused; the text says why
     * @throws InputRequired if the client has to be asked first and has to repeat the request
     */
    public Map<String, Object> answer(String method, Map<String, Object> params, Peer peer)
            throws RpcException {
        return switch (method) {
            case LIST_TOOLS -> tools(params);
            case CALL_TOOL -> call(params, peer);
            case LIST_RESOURCES -> list(params, peer.call());
            case LIST_TEMPLATES -> templates(params);
            case READ_RESOURCE -> read(params, peer.call());
            case LIST_PROMPTS -> prompts.list(params);
            case GET_PROMPT -> prompts.get(params, peer);
            case COMPLETE -> complete(params, peer.call());
            default -> throw RpcException.unknownMethod(404, methods());
        };
    }

    private Map<String, Object> tools(Map<String, Object> params) throws RpcException {
        if (params.containsKey("cursor")) {
            throw RpcException.invalid(
                    "The cursor is none of this server, which lists all tools at once. Leave it out.");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tools", tools.stream().flatMap(t -> t.definitions().stream()).toList());
        return result;
    }

    private Map<String, Object> call(Map<String, Object> params, Peer peer) throws RpcException {
        String name = Params.text(params, "name");
        Map<String, Object> arguments = Params.member(params, "arguments");
        Params.member(params, "_meta");
        for (ToolSource source : tools) {
            Optional<Map<String, Object>> result = source.call(name, arguments, peer);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new IllegalStateException("The tool box answers for every name");
    }

    /** The answer for a tool that goes on long after its time. */
    public static Map<String, Object> overrun(Duration time) {
        return BoxTools.result(
                ToolResult.failed(
                        "The call took longer than %d s and was given up. Ask for less at once."
                                .formatted(time.toSeconds())));
    }

    private Map<String, Object> list(Map<String, Object> params, Call call) throws RpcException {
        Cursor cursor = new Cursor("resources", PAGE);
        int needed = Math.min(MAX_LISTED, cursor.needed(params.get("cursor")));
        List<Resources.Resource> all = new ArrayList<>();
        for (Resources source : resources) {
            all.addAll(source.list(needed - all.size(), call));
        }
        return cursor.page(all, params.get("cursor"), Resources.Resource::describe);
    }

    private Map<String, Object> templates(Map<String, Object> params) throws RpcException {
        List<Resources.Template> all =
                resources.stream().flatMap(r -> r.templates().stream()).toList();
        return new Cursor("resourceTemplates", PAGE)
                .page(all, params.get("cursor"), Resources.Template::describe);
    }

    private Map<String, Object> read(Map<String, Object> params, Call call) throws RpcException {
        String uri = Params.text(params, "uri");
        for (Resources source : resources) {
            Optional<Resources.Contents> contents = source.read(uri, call);
            if (contents.isPresent()) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("contents", List.of(contents.get().describe(uri)));
                return result;
            }
        }
        throw new RpcException(
                400,
                RpcException.NO_RESOURCE,
                "There is no resource at this address. List the resources, or build an address from a template.",
                Map.of("uri", uri));
    }

    /** See {@link Resources#stamp}. */
    public OptionalLong stamp(String uri) {
        return resources.stream()
                .map(r -> r.stamp(uri))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private Map<String, Object> complete(Map<String, Object> params, Call call)
            throws RpcException {
        Map<String, Object> ref = Params.member(params, "ref");
        Map<String, Object> argument = Params.member(params, "argument");
        String name = Params.text(argument, "name");
        String typed = Params.text(argument, "value");
        List<String> values =
                switch (Params.text(ref, "type")) {
                    case "ref/prompt" ->
                            prompts.complete(Params.text(ref, "name"), name, typed, call);
                    case "ref/resource" -> variables(Params.text(ref, "uri"), name, typed, call);
                    default ->
                            throw RpcException.invalid(
                                    "The type of ref is none of ref/prompt and ref/resource.");
                };
        return Map.of("completion", completion(values));
    }

    private List<String> variables(String template, String name, String typed, Call call) {
        return resources.stream()
                .flatMap(r -> r.complete(template, name, typed, call).stream())
                .toList();
    }

    private static Map<String, Object> completion(List<String> values) {
        Map<String, Object> completion = new LinkedHashMap<>();
        completion.put("values", values.stream().limit(MAX_COMPLETIONS).toList());
        completion.put("total", values.size());
        completion.put("hasMore", values.size() > MAX_COMPLETIONS);
        return completion;
    }
}
