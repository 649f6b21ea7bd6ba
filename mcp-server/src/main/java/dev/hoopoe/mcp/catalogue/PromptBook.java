package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The prompts of all sources. Thread-safe. */
final class PromptBook {
    private final List<Prompts> sources;

    PromptBook(List<Prompts> sources) {
        this.sources = List.copyOf(sources);
    }

    PromptBook with(Prompts more) {
        List<Prompts> all = new ArrayList<>(sources);
        all.add(more);
        return new PromptBook(all);
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    Map<String, Object> list(Map<String, Object> params) throws RpcException {
        List<Prompts.Prompt> all = sources.stream().flatMap(p -> p.list().stream()).toList();
        return new Cursor("prompts", Catalogue.PAGE)
                .page(all, params.get("cursor"), Prompts.Prompt::describe);
    }

    Map<String, Object> get(Map<String, Object> params, Peer peer) throws RpcException {
        Found found = find(Params.text(params, "name"));
        Map<String, String> arguments = arguments(found.prompt(), params);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("description", found.prompt().description());
        result.put("messages", found.source().messages(found.prompt().name(), arguments, peer));
        return result;
    }

    private static Map<String, String> arguments(Prompts.Prompt prompt, Map<String, Object> params)
            throws RpcException {
        Map<String, Object> given = Params.member(params, "arguments");
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Prompts.Argument argument : prompt.arguments()) {
            Object value = given.remove(argument.name());
            if (value instanceof String text && !text.isBlank()) {
                arguments.put(argument.name(), text);
            } else if (argument.required()) {
                throw RpcException.invalid(
                        "The prompt %s needs the argument %s, a string: %s."
                                .formatted(prompt.name(), argument.name(), argument.description()));
            }
        }
        if (!given.isEmpty()) {
            throw RpcException.invalid(
                    "The prompt %s has no such argument. Its arguments: %s."
                            .formatted(
                                    prompt.name(),
                                    String.join(
                                            ", ",
                                            prompt.arguments().stream()
                                                    .map(Prompts.Argument::name)
                                                    .toList())));
        }
        return arguments;
    }

    List<String> complete(String prompt, String argument, String typed, Call call)
            throws RpcException {
        return find(prompt).source().complete(prompt, argument, typed, call);
    }

    private record Found(Prompts source, Prompts.Prompt prompt) {}

    private Found find(String name) throws RpcException {
        for (Prompts source : sources) {
            Predicate<Prompts.Prompt> named = prompt -> prompt.name().equals(name);
            Optional<Prompts.Prompt> prompt = source.list().stream().filter(named).findFirst();
            if (prompt.isPresent()) {
                return new Found(source, prompt.get());
            }
        }
        throw RpcException.invalid("There is no such prompt. List the prompts for their names.");
    }
}
