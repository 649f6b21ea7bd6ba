package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Set;
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
            boolean recursive,
            int line)
            implements Statement {}

    record Assign(Target target, Expression value, int line) implements Statement {}

    /** {@code {% set x %}…{% endset %}}: the rendered body, through the filters. */
    record Capture(Target target, List<Expression.Filter> filters, List<Statement> body, int line)
            implements Statement {}

    record Macro(String name, Callable callable, int line) implements Statement {}

    /** {@code {% call m() %}…{% endcall %}}: the body is what {@code caller()} gives inside m. */
    record CallBlock(Expression call, Callable body, int line) implements Statement {}

    /** {@code {% filter f %}…{% endfilter %}}. */
    record Filtered(List<Expression.Filter> filters, List<Statement> body, int line)
            implements Statement {}

    /** {@code {% block b %}…{% endblock %}}, which {@code self.b()} prints again. */
    record Block(String name, List<Statement> body, int line) implements Statement {}

    /** All blocks of the template, where it begins. */
    record Blocks(List<Block> blocks) implements Statement {}

    /** {@code {% with a = 1 %}…{% endwith %}}: names that end with the block. */
    record With(List<Target> targets, List<Expression> values, List<Statement> body, int line)
            implements Statement {}

    /**
     * The body of a macro.
     *
     * @param extras which of {@code varargs}, {@code kwargs} and {@code caller} it speaks of, and
     *     so accepts
     */
    record Callable(
            String name, List<Parameter> parameters, List<Statement> body, Set<String> extras) {}

    record Parameter(String name, @Nullable Expression fallback) {}

    /**
     * Statements that stand together. {@code {% generation %}} marks what a model is trained on,
     * and means nothing here.
     *
     * @param scoped whether names that it sets end with it
     */
    record Group(List<Statement> body, boolean scoped) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /** What an assignment or a loop writes to. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        record NamespaceAttribute(String namespace, String attribute) implements Target {}

        record Unpack(List<Target> targets) implements Target {}
    }
}
