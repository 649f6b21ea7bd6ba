package dev.hoopoe.cli;

import dev.hoopoe.agent.Approver;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "chat",
        description = {
            "Talks with the model in the terminal; Ctrl-C stops an answer, Ctrl-D leaves.",
            "The conversation is kept: see hoopoe sessions."
        },
        mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ToolOptions tools = new ToolOptions();
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final ModelOptions models = new ModelOptions();
    @Mixin private final SessionOptions sessions = new SessionOptions();

    ChatCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Config config = shell.config();
        sessions.check(shell.sessions());
        ChatCompleter completer = new ChatCompleter();
        try (Prompt prompt = Prompt.open(shell.folders().history(), completer);
                StatusLine status = new StatusLine(shell.terminal());
                Assistant assistant = open(config, prompt, status)) {
            sessions.open(shell.sessions()).ifPresent(assistant::keepIn);
            Chat chat = new Chat(shell, prompt, assistant, status);
            completer.knows(chat);
            chat.begin();
            for (String line = prompt.read("> "); goesOn(line); line = prompt.read("> ")) {
                chat.take(String.valueOf(line));
            }
            return 0;
        }
    }

    private static boolean goesOn(@Nullable String line) {
        return line != null && !line.equals("/exit") && !line.equals("/quit");
    }

    private Assistant open(Config config, Prompt prompt, StatusLine status) {
        Approver approver = new Confirmation(shell.terminal(), prompt, status);
        return Assistant.open(
                shell,
                config,
                servers.add(shell, tools.choose(config)),
                models.model(config),
                approver.in(models.approval(config)));
    }
}
