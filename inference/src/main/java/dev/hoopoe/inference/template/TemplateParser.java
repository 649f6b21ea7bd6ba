package dev.hoopoe.inference.template;

import dev.hoopoe.inference.template.Statement.Branch;
import dev.hoopoe.inference.template.Statement.Parameter;
import dev.hoopoe.inference.template.Statement.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the statements of a template. */
final class TemplateParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final OperandParser operands;

    private TemplateParser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
        this.operands = new OperandParser(tokens, expressions);
    }

    static List<Statement> parse(String source) {
        Tokens tokens = new Tokens(Lexer.lex(source));
        List<Statement> statements = new TemplateParser(tokens).body(Set.of());
        if (!tokens.is(Token.Kind.END)) {
            throw tokens.unexpected("a tag or text");
        }
        return statements;
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
            case "generation" -> generation();
            case "break" -> ended(new Statement.Break());
            case "continue" -> ended(new Statement.Continue());
            default ->
                    throw tokens.error("the tag '" + tag + "' is not one that chat templates use");
        };
    }

    private Statement ended(Statement statement) {
        endTag();
        return statement;
    }

    private void endTag() {
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
        if (tokens.is("recursive")) {
            throw tokens.error("recursive loops are not supported");
        }
        endTag();
        List<Statement> body = body(Set.of("else", "endfor"));
        List<Statement> otherwise = otherwise("endfor");
        close("endfor");
        return new Statement.For(target, items, filter, body, otherwise, line);
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
        String name = tokens.name();
        return tokens.take(".")
                ? new Target.NamespaceAttribute(name, tokens.name())
                : new Target.Variable(name);
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
        List<Expression.Filter> filters = new ArrayList<>();
        while (tokens.take("|")) {
            filters.add(operands.filter(new Expression.Literal(Text.EMPTY)));
        }
        endTag();
        List<Statement> body = body(Set.of("endset"));
        close("endset");
        return new Statement.Capture(target, List.copyOf(filters), body, line);
    }

    private Statement macro(int line) {
        String name = tokens.name();
        tokens.expect("(");
        List<Parameter> parameters = parameters();
        endTag();
        List<Statement> body = body(Set.of("endmacro"));
        tokens.expect("endmacro");
        if (tokens.is(Token.Kind.NAME)) {
            tokens.next();
        }
        endTag();
        return new Statement.Macro(name, parameters, body, line);
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        while (!tokens.take(")")) {
            String name = tokens.name();
            parameters.add(new Parameter(name, tokens.take("=") ? expressions.expression() : null));
            if (!tokens.is(")")) {
                tokens.expect(",");
            }
        }
        return List.copyOf(parameters);
    }

    private Statement generation() {
        endTag();
        List<Statement> body = body(Set.of("endgeneration"));
        close("endgeneration");
        return new Statement.Group(body);
    }
}
