package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.CallForm;
import dev.hoopoe.inference.grammar.Grammar;
import dev.hoopoe.inference.grammar.GrammarException;
import dev.hoopoe.inference.grammar.SchemaGrammar;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiled grammars: an agent asks for the same one at every step. Safe from every thread. */
final class Grammars {
    private static final int MOST_KEPT = 32;

    /** What an answer is to be held to. */
    sealed interface Wanted {}

    /** The form of a request. */
    record Form(Constraint constraint) implements Wanted {}

    /** Calls of these tools. */
    record Calls(List<ToolSpecification> tools, CallForm form) implements Wanted {}

    private final Map<Wanted, Grammar> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Wanted, Grammar> eldest) {
                    return size() > MOST_KEPT;
                }
            };

    static Wanted constraint(Constraint constraint) {
        return constraint instanceof Constraint.ToolCall call
                ? new Calls(call.tools(), CallForm.ONE)
                : new Form(constraint);
    }

    /**
     * The grammar, or null for free text.
     *
     * @throws InferenceException if there can be none
     */
    @Nullable Grammar of(Wanted wanted) {
        if (wanted instanceof Form(Constraint.None none)) {
            return null;
        }
        synchronized (kept) {
            Grammar known = kept.get(wanted);
            if (known != null) {
                return known;
            }
        }
        Grammar compiled = compile(wanted);
        synchronized (kept) {
            kept.put(wanted, compiled);
        }
        return compiled;
    }

    private static Grammar compile(Wanted wanted) {
        try {
            return Grammar.parse(
                    switch (wanted) {
                        case Form(Constraint constraint) -> text(constraint);
                        case Calls calls -> text(calls);
                    });
        } catch (GrammarException e) {
            throw new InferenceException(e);
        }
    }

    private static String text(Constraint constraint) {
        return switch (constraint) {
            case Constraint.None none -> throw new IllegalArgumentException("No form: " + none);
            case Constraint.Json json -> SchemaGrammar.of(json.schema());
            case Constraint.OneOf choice -> SchemaGrammar.ofChoices(choice.texts());
            case Constraint.ToolCall call -> text(new Calls(call.tools(), CallForm.ONE));
            case Constraint.Gbnf gbnf -> gbnf.grammar();
        };
    }

    private static String text(Calls calls) {
        Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
        calls.tools().forEach(tool -> parameters.put(tool.name(), ToolJson.parameters(tool)));
        return SchemaGrammar.ofCalls(parameters, calls.form());
    }
}
