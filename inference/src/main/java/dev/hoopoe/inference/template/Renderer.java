package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Statement.Branch;
import dev.hoopoe.inference.template.Statement.Parameter;
import dev.hoopoe.inference.template.Statement.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one rendering. Used once, by one thread. */
final class Renderer {
    /** What a statement means for the loop around it. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Budget budget = new Budget();
    private final Evaluator evaluator = new Evaluator(budget);
    private int line;

    /** The line of the statement that ran last, for errors. */
    int line() {
        return line;
    }

    Text render(List<Statement> statements, Scope scope) {
        Text.Builder out = new Text.Builder();
        run(statements, scope, out);
        return out.build();
    }

    private Flow run(List<Statement> statements, Scope scope, Text.Builder out) {
        budget.enter();
        Flow flow = Flow.NEXT;
        for (int at = 0; flow == Flow.NEXT && at < statements.size(); at++) {
            flow = run(statements.get(at), scope, out);
        }
        budget.leave();
        return flow;
    }

    private Flow run(Statement statement, Scope scope, Text.Builder out) {
        budget.step();
        if (statement.line() > 0) {
            line = statement.line();
        }
        return switch (statement) {
            case Statement.Literal literal -> print(literal.text(), out);
            case Statement.Print print ->
                    print(Texts.text(evaluator.evaluate(print.expression(), scope)), out);
            case Statement.If branches -> branch(branches, scope, out);
            case Statement.For loop -> loop(loop, scope, out);
            case Statement.Assign assign ->
                    assign(assign.target(), evaluator.evaluate(assign.value(), scope), scope);
            case Statement.Capture capture ->
                    assign(capture.target(), capture(capture, scope), scope);
            case Statement.Macro macro ->
                    assign(new Target.Variable(macro.name()), macro(macro, scope), scope);
            case Statement.Group group -> run(group.body(), scope, out);
            case Statement.Break _ -> Flow.BREAK;
            case Statement.Continue _ -> Flow.CONTINUE;
        };
    }

    private static Flow print(Text text, Text.Builder out) {
        out.append(text);
        return Flow.NEXT;
    }

    private Flow branch(Statement.If branches, Scope scope, Text.Builder out) {
        for (Branch branch : branches.branches()) {
            if (Truth.of(evaluator.evaluate(branch.condition(), scope))) {
                return run(branch.body(), scope, out);
            }
        }
        return run(branches.otherwise(), scope, out);
    }

    private Flow loop(Statement.For loop, Scope scope, Text.Builder out) {
        List<Value> items = items(loop, scope);
        if (items.isEmpty()) {
            return run(loop.otherwise(), new Scope(scope), out);
        }
        Flow flow = Flow.NEXT;
        for (int index = 0; flow != Flow.BREAK && index < items.size(); index++) {
            Scope inside = new Scope(scope);
            inside.set("loop", new Value.Loop(items, index));
            assign(loop.target(), items.get(index), inside);
            flow = run(loop.body(), inside, out);
        }
        return Flow.NEXT;
    }

    /** A copy, as the body may change the list. */
    private List<Value> items(Statement.For loop, Scope scope) {
        List<Value> items = new ArrayList<>();
        for (Value item : List.copyOf(Iteration.items(evaluator.evaluate(loop.items(), scope)))) {
            if (isWanted(loop, item, scope)) {
                items.add(item);
            }
        }
        return items;
    }

    private boolean isWanted(Statement.For loop, Value item, Scope scope) {
        Expression filter = loop.filter();
        if (filter == null) {
            return true;
        }
        Scope inside = new Scope(scope);
        assign(loop.target(), item, inside);
        return Truth.of(evaluator.evaluate(filter, inside));
    }

    private Flow assign(Target target, Value value, Scope scope) {
        switch (target) {
            case Target.Variable variable -> scope.set(variable.name(), value);
            case Target.NamespaceAttribute attribute -> assign(attribute, value, scope);
            case Target.Unpack unpack -> unpack(unpack.targets(), Iteration.items(value), scope);
        }
        return Flow.NEXT;
    }

    private static void assign(Target.NamespaceAttribute target, Value value, Scope scope) {
        if (!(scope.get(target.namespace()) instanceof Value.Namespace namespace)) {
            throw new TemplateException(
                    "it sets '"
                            + target.attribute()
                            + "' of '"
                            + target.namespace()
                            + "', which is not a namespace");
        }
        namespace.attributes().put(target.attribute(), value);
    }

    private void unpack(List<Target> targets, List<Value> values, Scope scope) {
        if (targets.size() != values.size()) {
            throw new TemplateException(
                    "it unpacks " + values.size() + " values into " + targets.size() + " names");
        }
        for (int at = 0; at < targets.size(); at++) {
            assign(targets.get(at), values.get(at), scope);
        }
    }

    private Value capture(Statement.Capture capture, Scope scope) {
        Value captured = body(capture.body(), new Scope(scope));
        for (Expression.Filter filter : capture.filters()) {
            Scope inside = new Scope(scope);
            inside.set(CAPTURED, captured);
            captured =
                    evaluator.evaluate(
                            new Expression.Filter(
                                    new Expression.Name(CAPTURED),
                                    filter.name(),
                                    filter.arguments()),
                            inside);
        }
        return captured;
    }

    /** No name of a template can contain a space. */
    private static final String CAPTURED = "captured text";

    private Text body(List<Statement> statements, Scope scope) {
        Text.Builder out = new Text.Builder();
        run(statements, scope, out);
        return out.build();
    }

    private Value macro(Statement.Macro macro, Scope scope) {
        return new Value.Function(macro.name(), arguments -> call(macro, arguments, scope));
    }

    private Value call(Statement.Macro macro, Arguments arguments, Scope scope) {
        if (arguments.positional().size() > macro.parameters().size()) {
            throw new TemplateException("the macro '" + macro.name() + "' got too many arguments");
        }
        int calledFrom = line;
        Scope inside = new Scope(scope);
        for (int at = 0; at < macro.parameters().size(); at++) {
            Parameter parameter = macro.parameters().get(at);
            inside.set(
                    parameter.name(),
                    argument(parameter, arguments.find(at, parameter.name()), inside));
        }
        Text result = body(macro.body(), inside);
        line = calledFrom;
        return result;
    }

    private Value argument(Parameter parameter, @Nullable Value given, Scope scope) {
        if (given != null) {
            return given;
        }
        Expression fallback = parameter.fallback();
        return fallback == null
                ? new Value.Undefined(parameter.name())
                : evaluator.evaluate(fallback, scope);
    }
}
