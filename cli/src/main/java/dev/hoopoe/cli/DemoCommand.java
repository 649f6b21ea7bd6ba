package dev.hoopoe.cli;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.tools.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Shows what Hoopoe does, without internet: a page, a database, files, then all together.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ModelOptions models = new ModelOptions();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Where to lay out the demonstration's files; a temporary folder otherwise.")
    private @Nullable Path place;

    @Option(
            names = "--check",
            description =
                    "Exit with 1 unless the first four are right and the fifth ends by itself.")
    private boolean check;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Config config = shell.config();
        Path home = place == null ? Files.createTempDirectory("hoopoe-demo") : place;
        DemoWorld world = DemoWorld.in(home);
        try (DemoSite site = DemoSite.start();
                Assistant assistant = open(config, world, site)) {
            shell.terminal()
                    .err()
                    .println(
                            "Model %s, local site http://%s, folder %s\n"
                                    .formatted(assistant.modelName(), site.host(), world.folder()));
            int right = 0;
            boolean ended = true;
            for (DemoTask task : DemoTask.ALL) {
                assistant.startOver();
                Outcome outcome = run(assistant, task, site);
                boolean done = task.right(outcome.answer(), world.folder());
                verdict(task, done, outcome);
                right += done ? 1 : 0;
                ended &= outcome.stop() != Stop.FAILED && outcome.stop() != Stop.CANCELLED;
                if (!task.equals(DemoTask.ALL.getLast()) && check) {
                    ended &= done;
                }
            }
            close(right);
            return check && !ended ? 1 : 0;
        }
    }

    private Assistant open(Config config, DemoWorld world, DemoSite site) {
        ToolChoice choice =
                new ToolChoice(
                        List.of(world.folder()),
                        Map.of("aviary", DatabaseSource.at(world.database().toString())),
                        List.of(site.host()),
                        Profile.CORE);
        return Assistant.open(shell, config, choice, models.model(config), Approver.NOBODY);
    }

    private Outcome run(Assistant assistant, DemoTask task, DemoSite site) {
        String question = task.question().replace("{site}", "http://" + site.host());
        int number = DemoTask.ALL.indexOf(task) + 1;
        shell.terminal()
                .err()
                .println(
                        shell.terminal()
                                .bold("%d. %s: %s".formatted(number, task.family(), question)));
        Cancellation cancellation = new Cancellation();
        return assistant.ask(question, new StepView(shell.terminal()), cancellation);
    }

    private void verdict(DemoTask task, boolean done, Outcome outcome) {
        Terminal terminal = shell.terminal();
        AnswerView.answer(terminal, outcome);
        String wanted =
                (task.file().isEmpty() ? "the answer" : task.file()) + " holds " + task.expected();
        String mark = done ? terminal.green("right") : terminal.red("wrong");
        terminal.err()
                .println(
                        "  %s (checked: %s)  %s%n"
                                .formatted(mark, wanted, terminal.dim(Summary.of(outcome))));
    }

    private void close(int right) {
        shell.terminal()
                .err()
                .println(
                        String.format(
                                Locale.ROOT,
                                """
                                %d of %d right. Nothing above was scripted: another model or question gives another run.
                                Try next:
                                  ./hoopoe chat
                                  ./hoopoe ask --url https://example.org "What is this page about?"
                                  ./hoopoe serve        (for MCP clients such as desktop assistants)\
                                """,
                                right,
                                DemoTask.ALL.size()));
    }
}
