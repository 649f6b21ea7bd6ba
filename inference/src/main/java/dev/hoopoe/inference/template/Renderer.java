package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Statement.Branch;
import dev.hoopoe.inference.template.Statement.Target;
import java.util.Iterator;
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

    /** What a block sees: the names of the whole template, none of the loop that it stands in. */
    private @Nullable Scope top;

    /** The line of the statement that ran last, for errors. */
    int line() {
        return line;
    }

    Text render(List<Statement> statements, Scope scope) {
        top = scope;
        return body(statements, scope);
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
                    assign(
                            capture.target(),
                            filtered(capture.body(), capture.filters(), scope),
                            scope);
            case Statement.Filtered filter ->
                    print(Texts.text(filtered(filter.body(), filter.filters(), scope)), out);
            case Statement.Macro macro ->
                    assign(
                            new Target.Variable(macro.name()),
                            function(macro.callable(), scope),
                            scope);
            case Statement.CallBlock block -> print(Texts.text(callBlock(block, scope)), out);
            case Statement.Block block -> run(block.body(), new Scope(top), out);
            case Statement.Blocks blocks -> define(blocks.blocks(), scope);
            case Statement.With with -> with(with, scope, out);
            case Statement.Group group ->
                    run(group.body(), group.scoped() ? new Scope(scope) : scope, out);
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
        repeat(loop, evaluator.evaluate(loop.items(), scope), 0, scope, out);
        return Flow.NEXT;
    }

    private void repeat(Statement.For loop, Value items, int depth, Scope scope, Text.Builder out) {
        Loop state = state(loop, items, depth, scope);
        Value item = state.next();
        if (item == null) {
            run(loop.otherwise(), new Scope(scope), out);
        }
        for (Flow flow = Flow.NEXT; flow != Flow.BREAK && item != null; item = state.next()) {
            Scope inside = new Scope(scope);
            inside.set("loop", state);
            assign(loop.target(), item, inside);
            flow = run(loop.body(), inside, out);
        }
    }

    private Loop state(Statement.For loop, Value items, int depth, Scope scope) {
        Value.Function.@Nullable Body recursion =
                loop.recursive()
                        ? arguments -> deeper(loop, arguments.require(0, "iterable"), depth, scope)
                        : null;
        Expression filter = loop.filter();
        Iterator<Value> rest = Iteration.iterator(items);
        return filter == null
                ? new Loop(rest, size(items), depth, recursion)
                : new Loop(
                        Selection.of(rest, item -> isWanted(loop, filter, item, scope)),
                        -1,
                        depth,
                        recursion);
    }

    private static int size(Value items) {
        return items instanceof Stream ? -1 : Iteration.items(items).size();
    }

    private Value deeper(Statement.For loop, Value items, int depth, Scope scope) {
        Text.Builder out = new Text.Builder();
        repeat(loop, items, depth + 1, scope, out);
        return out.build();
    }

    private boolean isWanted(Statement.For loop, Expression filter, Value item, Scope scope) {
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

    /** The text of a body, through filters. */
    private Value filtered(List<Statement> body, List<Expression.Filter> filters, Scope scope) {
        Value captured = body(body, new Scope(scope));
        for (Expression.Filter filter : filters) {
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

    private Flow with(Statement.With with, Scope scope, Text.Builder out) {
        Scope inside = new Scope(scope);
        for (int at = 0; at < with.targets().size(); at++) {
            assign(
                    with.targets().get(at),
                    evaluator.evaluate(with.values().get(at), scope),
                    inside);
        }
        return run(with.body(), inside, out);
    }

    private Flow define(List<Statement.Block> blocks, Scope scope) {
        Value.Namespace self = new Value.Namespace();
        for (Statement.Block block : blocks) {
            self.attributes()
                    .put(
                            block.name(),
                            new Value.Function(
                                    block.name(), _ -> body(block.body(), new Scope(scope))));
        }
        scope.set("self", self);
        return Flow.NEXT;
    }

    private Value callBlock(Statement.CallBlock block, Scope scope) {
        Scope inside = new Scope(scope);
        inside.set(MacroCall.CALLER, function(block.body(), scope));
        return evaluator.evaluate(block.call(), inside);
    }

    private Value function(Statement.Callable callable, Scope scope) {
        return new Value.Function(
                callable.name(),
                arguments -> {
                    int calledFrom = line;
                    Text result =
                            body(
                                    callable.body(),
                                    MacroCall.scope(callable, arguments, scope, evaluator));
                    line = calledFrom;
                    return result;
                });
    }
}
