package dev.hoopoe.cli;

import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.tools.Source;

/** Prints an answer with its sources on stdout, and what it cost on stderr. */
final class AnswerView {
    private AnswerView() {}

    static void print(Terminal terminal, Outcome outcome) {
        answer(terminal, outcome);
        terminal.err().println(terminal.dim(Summary.of(outcome)));
    }

    static void answer(Terminal terminal, Outcome outcome) {
        String answer = Terminal.safe(outcome.answer());
        if (outcome.stop() == Stop.FAILED) {
            terminal.err().println(terminal.red(answer));
        } else if (!answer.isBlank()) {
            terminal.out().println(answer);
        }
        sources(terminal, outcome);
    }

    static void sources(Terminal terminal, Outcome outcome) {
        for (Source source : outcome.sources()) {
            terminal.out().println("  source: " + Terminal.safe(name(source)));
        }
    }

    static String name(Source source) {
        return switch (source) {
            case Source.Url page -> page.url();
            case Source.File file -> file.path();
            case Source.Database database -> "database " + database.name();
        };
    }
}
