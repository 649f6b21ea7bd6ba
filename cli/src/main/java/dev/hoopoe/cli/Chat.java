package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.agent.TokenCount;
import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.Receipt;
import dev.hoopoe.agent.sessions.Session;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.agent.sessions.SessionSummary;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a chat: questions, and words to the chat itself. Used by one thread. */
final class Chat {
    private static final Pattern MENTION = Pattern.compile("(?<!\\S)@(?=\\S)");
    private static final Pattern UNDO_ID = Pattern.compile("\\bundo id (u[\\w-]+)");
    private static final int LAST_SHOWN = 3;

    private final Shell shell;
    private final Terminal terminal;
    private final Prompt prompt;
    private final Assistant assistant;
    private final StatusLine status;
    private TokenCount tokens = TokenCount.NONE;
    private Duration time = Duration.ZERO;
    private int calls;
    private @Nullable Outcome last;

    Chat(Shell shell, Prompt prompt, Assistant assistant, StatusLine status) {
        this.shell = shell;
        this.terminal = shell.terminal();
        this.prompt = prompt;
        this.assistant = assistant;
        this.status = status;
    }

    Assistant assistant() {
        return assistant;
    }

    Shell shell() {
        return shell;
    }

    /** Says who is there, and where a kept conversation stands. */
    void begin() {
        say(assistant.modelName() + " · /help for help");
        assistant.session().ifPresent(this::recall);
    }

    private void recall(Session session) {
        List<Exchange> exchanges = session.exchanges();
        if (exchanges.isEmpty()) {
            return;
        }
        say(session.title() + " · " + Summary.counted(exchanges.size(), "question") + " so far");
        List<Exchange> newest =
                exchanges.subList(Math.max(0, exchanges.size() - LAST_SHOWN), exchanges.size());
        for (Exchange exchange : newest) {
            say(terminal.dim("> " + Terminal.safe(exchange.question())));
            exchange.answer()
                    .ifPresent(answer -> say(terminal.dim(Terminal.safe(answer.answer()))));
        }
        if (assistant.unanswered().isPresent()) {
            say("The last question was broken off. /continue goes on with it.");
        }
    }

    /** One line of the person's. */
    void take(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (!line.startsWith("/")) {
            String question = MENTION.matcher(line).replaceAll("");
            work((listener, cancellation) -> assistant.ask(question, listener, cancellation));
            return;
        }
        String[] words = line.split("\\s+", 2);
        Optional<ChatWord> word = ChatWord.of(words[0]);
        if (word.isEmpty()) {
            unknown(words[0]);
            return;
        }
        try {
            obey(word.get(), words.length > 1 ? words[1].strip() : "");
        } catch (RuntimeException e) {
            say(terminal.red(Failures.message(e)));
        }
    }

    private void unknown(String word) {
        say(
                "There is no command %s.%s Try /help."
                        .formatted(word, Nearest.hint(word, ChatWord.allTyped())));
    }

    private void obey(ChatWord word, String argument) {
        switch (word) {
            case HELP -> help();
            case TOOLS -> tools();
            case SOURCES -> sources();
            case UNDO -> undo(argument);
            case MODEL -> model(argument);
            case COST -> cost();
            case COMPACT -> compact();
            case NEW -> {
                assistant.startOver();
                say("A new conversation.");
            }
            case SESSIONS -> sessions(argument);
            case RESUME -> resume(argument.isEmpty() ? SessionStore.LAST : argument);
            case SAVE -> save(argument);
            case CONTINUE -> goOn();
            case EXIT -> {}
        }
    }

    private void help() {
        Table table = new Table("", "", "");
        for (ChatWord word : ChatWord.values()) {
            table.row(word.typed(), word.argument(), word.meaning());
        }
        table.row("@FILE", "", "in a question: a file, completed with Tab");
        table.row("Alt-Enter", "", "a new line; also a backslash at the end of one");
        table.row("Ctrl-R", "", "search what was typed before");
        table.row("Ctrl-C", "", "stop the running answer");
        terminal.err().print(table.text(terminal.columns()).stripLeading());
    }

    private void tools() {
        Table table = new Table("tool", "description");
        for (ToolDefinition tool : assistant.tools().box().definitions()) {
            table.row(tool.name(), tool.description());
        }
        terminal.err().print(table.text(terminal.columns()));
    }

    private void sources() {
        List<Receipt> receipts =
                exchanges().reduce((_, newer) -> newer).map(Exchange::receipts).orElse(List.of());
        if (receipts.isEmpty()) {
            say("The last answer has no sources.");
            return;
        }
        Table table = new Table("source", "read", "sha256");
        receipts.forEach(r ->
                table.row(
                        Terminal.safe(AnswerView.name(r.source())),
                        r.at().toString(),
                        r.sha256().substring(0, 16)));
        terminal.err().print(table.text(terminal.columns()));
    }

    private Stream<Exchange> exchanges() {
        return assistant.session().stream().flatMap(session -> session.exchanges().stream());
    }

    private void undo(String id) {
        Optional<String> wanted = id.isEmpty() ? newestChange() : Optional.of(id);
        if (wanted.isEmpty()) {
            say("Nothing was changed in this chat.");
            return;
        }
        ToolResult result = assistant.tools().undo(wanted.get());
        say(Terminal.safe(result.error() ? result.text() : result.body()));
    }

    private Optional<String> newestChange() {
        if (last == null) {
            return Optional.empty();
        }
        return last.steps().reversed().stream()
                .map(step -> UNDO_ID.matcher(step.result().text()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private void model(String name) {
        if (!name.isEmpty()) {
            assistant.use(name);
        }
        say(assistant.modelName());
    }

    private void cost() {
        say(
                String.format(
                        Locale.ROOT,
                        "%s, %,d prompt tokens (%,d from cache), %,d written, %.1f s",
                        Summary.counted(calls, "call"),
                        tokens.prompt(),
                        tokens.cached(),
                        tokens.output(),
                        time.toMillis() / 1000.0));
        assistant
                .context()
                .ifPresent(use ->
                        say(
                                String.format(
                                        Locale.ROOT,
                                        "context: %,d of %,d tokens",
                                        use.used(),
                                        use.length())));
    }

    private void compact() {
        assistant.compact();
        say("Older results are left out from now on.");
        assistant
                .context()
                .ifPresent(use ->
                        say("context: %,d of %,d tokens".formatted(use.used(), use.length())));
    }

    private void sessions(String text) {
        SessionStore store = shell.sessions();
        List<SessionSummary> found = text.isEmpty() ? store.list() : store.search(text);
        if (found.isEmpty()) {
            say("There is none.");
        } else {
            terminal.err().print(ListSessions.table(found).text(terminal.columns()));
        }
    }

    private void resume(String name) {
        SessionStore store = shell.sessions();
        String id = store.find(name);
        if (assistant.session().map(Session::id).filter(id::equals).isPresent()) {
            say("This is that conversation.");
            return;
        }
        Session session = store.open(id);
        assistant.keepIn(session);
        recall(session);
    }

    private void save(String title) {
        if (title.isEmpty()) {
            say("Write the title behind it: /save Birds of Europe");
            return;
        }
        Optional<Session> session = assistant.session();
        session.ifPresent(kept -> kept.rename(title));
        say(
                session.map(kept -> "kept as \"" + kept.title() + "\", " + kept.id())
                        .orElse("This conversation is not kept, because of --no-session."));
    }

    private void goOn() {
        if (assistant.unanswered().isEmpty()) {
            say("No question was broken off.");
            return;
        }
        work(assistant::goOn);
    }

    private void work(BiFunction<AgentListener, Cancellation, Outcome> question) {
        Cancellation cancellation = new Cancellation();
        prompt.interruptible(
                cancellation::cancel,
                () -> {
                    ChatView view = new ChatView(terminal, status);
                    try {
                        Outcome outcome = question.apply(view, cancellation);
                        view.done(outcome, assistant.context());
                        count(outcome);
                    } finally {
                        status.clear();
                    }
                });
    }

    private void count(Outcome outcome) {
        last = outcome.stop() == Stop.FAILED && outcome.steps().isEmpty() ? last : outcome;
        tokens = tokens.plus(outcome.tokens());
        time = time.plus(outcome.total());
        calls += outcome.steps().size();
    }

    private void say(String text) {
        terminal.err().println(text);
    }
}
