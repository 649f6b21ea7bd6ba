package dev.hoopoe.inference.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The functions that every template can call. There are no others. */
final class Globals {
    private Globals() {}

    static Scope scope(Dates dates) {
        Scope scope = new Scope(null);
        define(scope, "raise_exception", Globals::raise);
        define(
                scope,
                "strftime_now",
                arguments -> dates.format(Texts.text(arguments.require(0, "format")).chars()));
        define(scope, "namespace", Globals::namespace);
        define(scope, "dict", Globals::dict);
        define(scope, "range", Globals::range);
        define(scope, "cycler", arguments -> new Cycler(arguments.positional()));
        define(scope, "joiner", Globals::joiner);
        return scope;
    }

    private static void define(Scope scope, String name, Value.Function.Body body) {
        scope.set(name, new Value.Function(name, body));
    }

    private static Value raise(Arguments arguments) {
        throw new TemplateException(
                arguments.text(0, "message", "the template refused the conversation").chars());
    }

    private static Value namespace(Arguments arguments) {
        Value.Namespace namespace = new Value.Namespace();
        for (Value start : arguments.positional()) {
            dictOf(start)
                    .entries()
                    .forEach((key, value) ->
                            namespace.attributes().put(Texts.text(key).chars(), value));
        }
        namespace.attributes().putAll(arguments.named());
        return namespace;
    }

    /** Nothing at the first call, then the separator. */
    private static Value joiner(Arguments arguments) {
        Text separator = arguments.text(0, "sep", ", ");
        AtomicBoolean used = new AtomicBoolean();
        return new Value.Function("joiner", _ -> used.getAndSet(true) ? separator : Text.EMPTY);
    }

    private static Value.Dict dictOf(Value value) {
        if (value instanceof Value.Dict dict) {
            return dict;
        }
        if (value instanceof Value.Sequence pairs) {
            return pairs(pairs.items());
        }
        throw new TemplateException(Value.typeOf(value) + " stands where a mapping should");
    }

    private static Value.Dict pairs(List<Value> pairs) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Value pair : pairs) {
            List<Value> parts = Iteration.items(pair);
            if (parts.size() != 2) {
                throw new TemplateException("a mapping is made of pairs");
            }
            entries.put(Keys.require(parts.getFirst()), parts.getLast());
        }
        return new Value.Dict(entries);
    }

    private static Value dict(Arguments arguments) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Value start : arguments.positional()) {
            entries.putAll(dictOf(start).entries());
        }
        arguments.named().forEach((name, value) -> entries.put(Text.markup(name), value));
        return new Value.Dict(entries);
    }

    private static Value range(Arguments arguments) {
        boolean single = arguments.positional().size() < 2;
        long from = single ? 0 : Numbers.index(arguments.require(0, "start"));
        long to = Numbers.index(arguments.require(single ? 0 : 1, "stop"));
        long step = arguments.integer(2, "step", 1);
        if (step == 0) {
            throw new TemplateException("range has the step 0");
        }
        if (Math.abs(to - from) / Math.abs(step) >= Limits.MAX_RANGE) {
            throw new TemplateException("range has more than " + Limits.MAX_RANGE + " elements");
        }
        long size = Math.max(0, Math.ceilDiv(to - from, step));
        return new Value.Sequence(new RangeItems(from, to, step, (int) size), Value.Kind.RANGE);
    }
}
