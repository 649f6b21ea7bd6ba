package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Statement.Branch;
import dev.hoopoe.inference.template.Statement.Parameter;
import dev.hoopoe.inference.template.Statement.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the statements of a template. */
final class TemplateParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final OperandParser operands;

    private final Map<String, Statement.Block> blocks = new LinkedHashMap<>();

    /** Loops around this place that {@code break} can leave. */
    private int loops;

    private TemplateParser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
        this.operands = new OperandParser(tokens, expressions);
    }

    static List<Statement> parse(String source) {
        Tokens tokens = new Tokens(Lexer.lex(source));
        TemplateParser parser = new TemplateParser(tokens);
        List<Statement> statements = parser.body(Set.of());
        if (!tokens.is(Token.Kind.END)) {
            throw tokens.unexpected("a tag or text");
        }
        return withBlocks(statements, List.copyOf(parser.blocks.values()));
    }

    private static List<Statement> withBlocks(
            List<Statement> statements, List<Statement.Block> blocks) {
        List<Statement> all = new ArrayList<>(statements);
        all.addFirst(new Statement.Blocks(blocks));
        return List.copyOf(all);
    }

    /** Statements up to a tag of one of these names, whose name is then the next token. */
    private List<Statement> body(Set<String> ends) {
        tokens.enter();
        List<Statement> body = new ArrayList<>();
        while (!tokens.is(Token.Kind.END) && !startsEnd(ends)) {
            body.add(statement());
        }
        if (!ends.isEmpty()) {
            tokens.expect(
                    Token.Kind.BLOCK_BEGIN,
                    "'{% " + String.join("' or '{% ", ends.stream().sorted().toList()) + "'");
        }
        tokens.leave();
        return List.copyOf(body);
    }

    private boolean startsEnd(Set<String> ends) {
        return tokens.is(Token.Kind.BLOCK_BEGIN) && ends.contains(tokens.peekSecond().text());
    }

    private Statement statement() {
        if (tokens.is(Token.Kind.DATA)) {
            return new Statement.Literal(Text.markup(tokens.next().text()));
        }
        int line = tokens.line();
        if (tokens.is(Token.Kind.PRINT_BEGIN)) {
            return print(line);
        }
        tokens.expect(Token.Kind.BLOCK_BEGIN, "a tag or text");
        return block(line);
    }

    private Statement print(int line) {
        tokens.next();
        Statement print = new Statement.Print(expressions.tupleOrExpression(), line);
        tokens.expect(Token.Kind.PRINT_END, "'}}'");
        return print;
    }

    private Statement block(int line) {
        String tag = tokens.name();
        return switch (tag) {
            case "if" -> branches(line);
            case "for" -> loop(line);
            case "set" -> assignment(line);
            case "macro" -> macro(line);
            case "call" -> call(line);
            case "filter" -> filtered(line);
            case "with" -> with(line);
            case "print" -> printed(line);
            case "block" -> named(line);
            case "generation" -> generation();
            case "break" -> jump(tag, new Statement.Break());
            case "continue" -> jump(tag, new Statement.Continue());
            default -> throw tokens.error(refusal(tag));
        };
    }

    private static String refusal(String tag) {
        return switch (tag) {
            case "include", "import", "from", "extends" ->
                    "'{% " + tag + " %}' is refused: a chat template stands alone";
            case "autoescape", "do", "trans" ->
                    "'{% " + tag + " %}' is refused: chat templates run without that extension";
            default -> "the tag '" + tag + "' is not one that chat templates use";
        };
    }

    private Statement jump(String tag, Statement statement) {
        if (loops == 0) {
            throw tokens.error("'{% " + tag + " %}' stands outside a loop");
        }
        endTag();
        return statement;
    }

    private void endTag() {
        // For people who are used to Python.
        tokens.take(":");
        tokens.expect(Token.Kind.BLOCK_END, "'%}'");
    }

    private void close(String name) {
        tokens.expect(name);
        endTag();
    }

    private Statement branches(int line) {
        List<Branch> branches = new ArrayList<>();
        do {
            Expression condition = expressions.tupleOrExpression();
            endTag();
            branches.add(new Branch(condition, body(Set.of("elif", "else", "endif"))));
        } while (tokens.take("elif"));
        List<Statement> otherwise = otherwise("endif");
        close("endif");
        return new Statement.If(List.copyOf(branches), otherwise, line);
    }

    private List<Statement> otherwise(String end) {
        if (!tokens.take("else")) {
            return List.of();
        }
        endTag();
        return body(Set.of(end));
    }

    private Statement loop(int line) {
        Target target = loopTarget();
        tokens.expect("in");
        Expression items = expressions.loopItems();
        Expression filter = tokens.take("if") ? expressions.expression() : null;
        boolean recursive = tokens.take("recursive");
        endTag();
        loops++;
        List<Statement> body = body(Set.of("else", "endfor"));
        loops--;
        List<Statement> otherwise = otherwise("endfor");
        close("endfor");
        return new Statement.For(target, items, filter, body, otherwise, recursive, line);
    }

    private Target loopTarget() {
        Target first = targetPart();
        if (!tokens.is(",")) {
            return first;
        }
        List<Target> targets = new ArrayList<>(List.of(first));
        while (tokens.take(",") && !tokens.is("in") && !tokens.is("=")) {
            targets.add(targetPart());
        }
        return new Target.Unpack(List.copyOf(targets));
    }

    private Target targetPart() {
        if (tokens.take("(")) {
            tokens.enter();
            Target inner = loopTarget();
            tokens.leave();
            tokens.expect(")");
            return inner;
        }
        String name = variable();
        return tokens.take(".")
                ? new Target.NamespaceAttribute(name, tokens.name())
                : new Target.Variable(name);
    }

    private String variable() {
        if (OperandParser.isConstant(tokens.peek().text())) {
            throw tokens.error("'" + tokens.peek().text() + "' cannot be set");
        }
        return tokens.name();
    }

    private Statement assignment(int line) {
        Target target = loopTarget();
        if (!tokens.take("=")) {
            return capture(target, line);
        }
        Expression value = expressions.tupleOrExpression();
        endTag();
        return new Statement.Assign(target, value, line);
    }

    private Statement capture(Target target, int line) {
        List<Expression.Filter> filters = tokens.take("|") ? filters() : List.of();
        endTag();
        List<Statement> body = body(Set.of("endset"));
        close("endset");
        return new Statement.Capture(target, filters, body, line);
    }

    private List<Expression.Filter> filters() {
        List<Expression.Filter> filters = new ArrayList<>();
        do {
            filters.add(operands.filter(new Expression.Literal(Text.EMPTY)));
        } while (tokens.take("|"));
        return List.copyOf(filters);
    }

    private Statement filtered(int line) {
        List<Expression.Filter> filters = filters();
        endTag();
        List<Statement> body = body(Set.of("endfilter"));
        close("endfilter");
        return new Statement.Filtered(filters, body, line);
    }

    private Statement with(int line) {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.is(Token.Kind.BLOCK_END)) {
            if (!targets.isEmpty()) {
                tokens.expect(",");
            }
            targets.add(targetPart());
            tokens.expect("=");
            values.add(expressions.expression());
        }
        endTag();
        List<Statement> body = body(Set.of("endwith"));
        close("endwith");
        return new Statement.With(targets, values, body, line);
    }

    private Statement named(int line) {
        String name = tokens.name();
        endTag();
        int around = loops;
        loops = 0;
        List<Statement> body = body(Set.of("endblock"));
        loops = around;
        tokens.expect("endblock");
        tokens.take(name);
        endTag();
        Statement.Block block = new Statement.Block(name, body, line);
        if (blocks.put(name, block) != null) {
            throw tokens.error("the block '" + name + "' is defined twice");
        }
        return block;
    }

    private Statement printed(int line) {
        List<Statement> prints = new ArrayList<>();
        do {
            prints.add(new Statement.Print(expressions.expression(), line));
        } while (tokens.take(","));
        endTag();
        return new Statement.Group(List.copyOf(prints), false);
    }

    private Statement macro(int line) {
        String name = variable();
        tokens.expect("(");
        return new Statement.Macro(name, callable(name, parameters(), "endmacro"), line);
    }

    private Statement.Callable callable(String name, List<Parameter> parameters, String end) {
        endTag();
        int start = tokens.position();
        List<Statement> body = apart(end);
        Set<String> extras = tokens.namesSince(start);
        extras.retainAll(Set.of("varargs", "kwargs", "caller"));
        return new Statement.Callable(name, parameters, body, Set.copyOf(extras));
    }

    /** A body that no {@code break} can leave. */
    private List<Statement> apart(String end) {
        int around = loops;
        loops = 0;
        List<Statement> body = body(Set.of(end));
        loops = around;
        close(end);
        return body;
    }

    private Statement call(int line) {
        List<Parameter> parameters = tokens.take("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw tokens.error("'{% call %}' needs a call such as 'm()'");
        }
        Statement.Callable body = callable("caller", parameters, "endcall");
        return new Statement.CallBlock(MacroCall.withCaller(call), body, line);
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        while (!tokens.take(")")) {
            Parameter parameter =
                    new Parameter(variable(), tokens.take("=") ? expressions.expression() : null);
            if (parameter.fallback() == null
                    && !parameters.isEmpty()
                    && parameters.getLast().fallback() != null) {
                throw tokens.error("'" + parameter.name() + "' has no default behind one that has");
            }
            parameters.add(parameter);
            if (!tokens.is(")")) {
                tokens.expect(",");
            }
        }
        return List.copyOf(parameters);
    }

    private Statement generation() {
        endTag();
        return new Statement.Group(apart("endgeneration"), true);
    }
}
