package com.example.wrapped;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that was there before: written for people at a terminal, and left as it is. */
@Command(name = "count", description = "Counts what a text has.")
final class CountCommand implements Callable<Integer> {
    @Parameters(description = "the text")
    private String text;

    @Option(names = "--unit", description = "what to count: ${COMPLETION-CANDIDATES}")
    private Unit unit = Unit.WORDS;

    @Spec private CommandSpec spec;

    enum Unit {
        WORDS,
        LETTERS
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (text.isBlank()) {
            spec.commandLine().getErr().println("The text is empty.");
            return 1;
        }
        long count =
                unit == Unit.WORDS
                        ? Arrays.stream(text.strip().split("\\s+")).count()
                        : text.chars().filter(Character::isLetter).count();
        out.println(count + " " + unit.name().toLowerCase(java.util.Locale.ROOT));
        return 0;
    }
}
