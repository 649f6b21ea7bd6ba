package dev.hoopoe.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.inference.models.Tokenizer;
import dev.hoopoe.inference.models.Tokenizer.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tokens",
        description = "Shows how a model cuts text into tokens.",
        mixinStandardHelpOptions = true)
final class ShowTokens implements Callable<Integer> {
    /** A table of more tokens helps nobody; the engine's contexts are far shorter. */
    static final long MAX_TEXT_BYTES = 4L << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final Shell shell;

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    /** Where the text comes from. */
    static final class Input {
        @Parameters(paramLabel = "TEXT", description = "The text.", index = "0")
        private @Nullable String text;

        @Option(names = "--file", paramLabel = "FILE", description = "A text file instead.")
        private @Nullable Path file;
    }

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name of 'hoopoe models list', or a .gguf file.")
    private @Nullable String model;

    @Option(names = "--special", description = "The name of a control token becomes that token.")
    private boolean special;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(names = "--count", description = "Only the number of tokens.")
    private boolean count;

    ShowTokens(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String text = text();
        String name = model == null ? shell.config().text(Setting.MODEL) : model;
        Path file = new Models(shell).store().require(name).path();
        try (Tokenizer tokenizer = Tokenizer.open(file, shell.folders().cache())) {
            print(tokenizer.tokens(text, special));
        }
        return 0;
    }

    private String text() {
        if (input.file == null) {
            return input.text == null ? "" : input.text;
        }
        try {
            if (Files.size(input.file) > MAX_TEXT_BYTES) {
                throw new FailedException(
                        input.file + " is larger than " + Sizes.bytes(MAX_TEXT_BYTES) + ".");
            }
            return Files.readString(input.file);
        } catch (IOException e) {
            throw new FailedException(
                    input.file + " cannot be read as UTF-8 text (" + e.getMessage() + ").");
        }
    }

    private void print(List<Token> tokens) {
        if (count) {
            shell.terminal().out().println(tokens.size());
        } else if (json) {
            shell.terminal().out().println(json(tokens));
        } else {
            shell.terminal().out().print(table(tokens).text(shell.terminal().columns()));
            shell.terminal()
                    .out()
                    .println(tokens.size() + (tokens.size() == 1 ? " token" : " tokens"));
        }
    }

    private static Table table(List<Token> tokens) {
        Table table = new Table("id", "bytes", "text");
        for (Token token : tokens) {
            table.row(
                    Integer.toString(token.id()),
                    token.hex(),
                    token.control() ? token.text() + " (control)" : "\"" + token.text() + "\"");
        }
        return table;
    }

    private static String json(List<Token> tokens) {
        ObjectNode json = JSON.createObjectNode();
        json.put("count", tokens.size());
        ArrayNode list = json.putArray("tokens");
        for (Token token : tokens) {
            ObjectNode node = list.addObject();
            node.put("id", token.id());
            node.put("text", token.text());
            node.put("bytes", token.hex());
            node.put("control", token.control());
        }
        return json.toString();
    }
}
