package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.Replay;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.tools.Cancellation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Asks a kept conversation's questions again, offline, from its recorded results, and says"
                    + " what differs.",
            "Nothing is fetched, written or sent. Exit code 0: the same calls and answers; 1: not."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ToolOptions tools = new ToolOptions();
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final ModelOptions models = new ModelOptions();

    @Parameters(
            paramLabel = "SESSION",
            defaultValue = SessionStore.LAST,
            description = "An id of 'hoopoe sessions list', the beginning of one, or last.")
    private String name = SessionStore.LAST;

    ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Exchange> exchanges = Exchange.of(shell.sessions().entries(name));
        Cancellation cancellation = new Cancellation();
        try (Assistant assistant = Assistant.open(shell, shell.config(), tools, servers, models);
                Interrupt _ = new Interrupt(cancellation::cancel)) {
            List<Replay.Comparison> comparisons =
                    Replay.run(
                            assistant.loop(),
                            exchanges,
                            new StepView(shell.terminal()),
                            cancellation,
                            this::show);
            return sum(exchanges, comparisons);
        }
    }

    private void show(Replay.Comparison comparison) {
        Terminal terminal = shell.terminal();
        boolean same = comparison.sameCalls() && comparison.sameAnswer();
        terminal.out()
                .println((same ? "same     " : "differs  ") + Terminal.safe(comparison.question()));
        if (!comparison.sameCalls()) {
            comparison.thenCalls().forEach(call -> line("then", call));
            comparison.nowCalls().forEach(call -> line("now", call));
        }
        if (!comparison.sameAnswer()) {
            line("then", comparison.thenAnswer());
            line("now", comparison.nowAnswer());
        }
    }

    private void line(String when, String text) {
        String flat = Terminal.safe(text).replace('\n', '⏎');
        shell.terminal().out().printf("  %-4s  %s%n", when, flat);
    }

    private int sum(List<Exchange> exchanges, List<Replay.Comparison> comparisons) {
        long calls = comparisons.stream().filter(Replay.Comparison::sameCalls).count();
        long answers = comparisons.stream().filter(Replay.Comparison::sameAnswer).count();
        int asked = comparisons.size();
        shell.terminal()
                .err()
                .printf(
                        "%d of %d questions replayed: the same calls in %d, the same answer in %d%n",
                        asked, exchanges.size(), calls, answers);
        return asked > 0 && calls == asked && answers == asked ? 0 : 1;
    }
}
