package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Statement.Callable;
import dev.hoopoe.inference.template.Statement.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the arguments of a call become the names of a macro's body. */
final class MacroCall {
    /** The body of a call block, under a name that no template can write. */
    static final String CALLER = "body of the call block";

    private MacroCall() {}

    static Expression withCaller(Expression.Call call) {
        Expression.CallArguments given = call.arguments();
        Map<String, Expression> named = new LinkedHashMap<>(given.named());
        named.put("caller", new Expression.Name(CALLER));
        return new Expression.Call(
                call.target(),
                new Expression.CallArguments(
                        given.positional(), named, given.lists(), given.maps()));
    }

    static Scope scope(Callable macro, Arguments arguments, Scope outer, Evaluator evaluator) {
        Scope inside = new Scope(outer);
        List<Value> positional = new ArrayList<>(arguments.positional());
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        for (Parameter parameter : macro.parameters()) {
            Value given =
                    positional.isEmpty()
                            ? named.remove(parameter.name())
                            : positional.removeFirst();
            inside.set(parameter.name(), argument(parameter, given, inside, evaluator));
        }
        rest(macro, positional, named, inside);
        return inside;
    }

    private static Value argument(
            Parameter parameter, @Nullable Value given, Scope scope, Evaluator evaluator) {
        if (given != null) {
            return given;
        }
        Expression fallback = parameter.fallback();
        return fallback == null
                ? new Value.Undefined(parameter.name())
                : evaluator.evaluate(fallback, scope);
    }

    private static void rest(
            Callable macro, List<Value> positional, Map<String, Value> named, Scope inside) {
        boolean declared = macro.parameters().stream().anyMatch(p -> p.name().equals("caller"));
        if (macro.extras().contains("caller") && !declared) {
            Value caller = named.remove("caller");
            inside.set("caller", caller == null ? new Value.Undefined("caller") : caller);
        }
        if (macro.extras().contains("kwargs")) {
            inside.set("kwargs", dict(named));
        } else if (!named.isEmpty()) {
            throw new TemplateException(
                    "the macro '"
                            + macro.name()
                            + "' takes no argument '"
                            + named.keySet().iterator().next()
                            + "'");
        }
        if (macro.extras().contains("varargs")) {
            inside.set("varargs", new Value.Sequence(positional, true));
        } else if (!positional.isEmpty()) {
            throw new TemplateException("the macro '" + macro.name() + "' got too many arguments");
        }
    }

    static Value dict(Map<String, Value> named) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        named.forEach((name, value) -> entries.put(Text.markup(name), value));
        return new Value.Dict(entries);
    }
}
