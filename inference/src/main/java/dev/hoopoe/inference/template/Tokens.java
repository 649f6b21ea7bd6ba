package dev.hoopoe.inference.template;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A place in the tokens of a template, moving forward. */
final class Tokens {
    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return peek().line();
    }

    int position() {
        return at;
    }

    /** The names between a position and here. */
    Set<String> namesSince(int position) {
        return tokens.subList(position, at).stream()
                .filter(token -> token.kind() == Token.Kind.NAME)
                .map(Token::text)
                .collect(Collectors.toCollection(HashSet::new));
    }

    Token next() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean is(Token.Kind kind) {
        return peek().kind() == kind;
    }

    boolean is(String operatorOrName) {
        return peek().is(operatorOrName);
    }

    boolean take(String operatorOrName) {
        boolean there = is(operatorOrName);
        if (there) {
            at++;
        }
        return there;
    }

    void expect(String operatorOrName) {
        if (!take(operatorOrName)) {
            throw unexpected("'" + operatorOrName + "'");
        }
    }

    Token expect(Token.Kind kind, String what) {
        if (!is(kind)) {
            throw unexpected(what);
        }
        return next();
    }

    String name() {
        return expect(Token.Kind.NAME, "a name").text();
    }

    void enter() {
        if (++depth > Limits.MAX_NESTING) {
            throw error("it nests deeper than " + Limits.MAX_NESTING + " levels");
        }
    }

    void leave() {
        depth--;
    }

    TemplateException unexpected(String wanted) {
        Token token = peek();
        String found =
                switch (token.kind()) {
                    case END -> "the end of the template";
                    case BLOCK_END -> "'%}'";
                    case PRINT_END -> "'}}'";
                    case BLOCK_BEGIN -> "'{%'";
                    case PRINT_BEGIN -> "'{{'";
                    case DATA -> "text";
                    case NAME, STRING, INTEGER, REAL, OPERATOR -> "'" + token.text() + "'";
                };
        return error("found " + found + " where " + wanted + " should stand");
    }

    TemplateException error(String why) {
        return new TemplateException(
                "The chat template cannot be read at line " + line() + ": " + why + ".");
    }
}
