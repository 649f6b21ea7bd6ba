package dev.hoopoe.inference.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template does, in order, as read. */
sealed interface Statement {
    /**
     * The line that the statement starts at, counted from one; zero where an error cannot come from
     * it.
     */
    default int line() {
        return 0;
    }

    record Literal(Text text) implements Statement {}

    record Print(Expression expression, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record For(
            Target target,
            Expression items,
            @Nullable Expression filter,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Assign(Target target, Expression value, int line) implements Statement {}

    /** {@code {% set x %}…{% endset %}}: the rendered body, through the filters. */
    record Capture(Target target, List<Expression.Filter> filters, List<Statement> body, int line)
            implements Statement {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body, int line)
            implements Statement {}

    record Parameter(String name, @Nullable Expression fallback) {}

    /** {@code {% generation %}} marks what a model is trained on, and means nothing here. */
    record Group(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /** What an assignment or a loop writes to. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        record NamespaceAttribute(String namespace, String attribute) implements Target {}

        record Unpack(List<Target> targets) implements Target {}
    }
}
