package dev.hoopoe.cli;

import dev.hoopoe.agent.Agents;
import dev.hoopoe.web.chat.ChatBackend;
import dev.hoopoe.web.chat.ChatPage;
import dev.hoopoe.web.chat.Entrance;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hoopoe web}: the chat page, for this machine only, until Ctrl-C. */
@Command(
        name = "web",
        description = "Talks with the model in the browser; Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
final class WebCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 10;

    private final Shell shell;
    @Mixin private final ToolOptions tools = new ToolOptions();
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final ModelOptions models = new ModelOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "4670",
            description = "0 for any free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--no-open", description = "Print the link, and do not open the browser.")
    private boolean quiet;

    WebCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = shell.config();
        Binding binding = binding();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interrupt _ = new Interrupt(() -> stop(stop, stopped));
                OpenTools hands =
                        OpenTools.configuredOnly(shell, servers.add(shell, tools.choose(config)));
                OpenModel model = OpenModel.open(shell, config, models.model(config))) {
            serve(binding, backend(config, hands, model), stop);
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private Binding binding() {
        try {
            return Binding.loopback(port);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private ChatBackend backend(Config config, OpenTools hands, OpenModel model) {
        return new ChatBackend(
                model.name(),
                hands.box(),
                box ->
                        Agents.loop(
                                model.model(),
                                box,
                                Assistant.limits(config),
                                hands.readAhead(),
                                hands.neededParameters(),
                                hands.otherNames()),
                shell.sessions(),
                models.approval(config),
                Optional.of(new PageUploads(hands)));
    }

    private void serve(Binding binding, ChatBackend backend, CountDownLatch stop)
            throws InterruptedException {
        Entrance entrance = new Entrance(PageSecret.in(shell.folders().pageSecret()));
        try (ChatPage page = new ChatPage(backend, entrance, WebLimits.DEFAULTS);
                WebServer server = start(binding, page)) {
            announce(entrance, server.address());
            stop.await();
            // Tabs still hear how their questions end.
            page.endQuestions();
        }
    }

    private static WebServer start(Binding binding, ChatPage page) {
        try {
            return WebServer.start(binding, WebLimits.DEFAULTS, Set.of(), page);
        } catch (IOException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }

    private void announce(Entrance entrance, URI server) {
        Terminal terminal = shell.terminal();
        String link = entrance.link(server).toString();
        terminal.err().println("The chat page, for you alone: " + terminal.bold(link));
        // Other users see the arguments of a program that is started.
        if (!quiet && SystemBrowser.open(entrance.linkForOnce(server))) {
            terminal.err().println("It opens in your browser. Ctrl-C ends it.");
        } else {
            terminal.err().println("Open this link in a browser on this machine. Ctrl-C ends it.");
        }
    }

    /** Runs when the process is to end, on a thread of its own; the process waits for it. */
    private static void stop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(WebCommand.class.getName())
                        .log(System.Logger.Level.WARNING, "The page did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
