package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.agent.Agents;
import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Conversation;
import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.models.ModelFile;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Does once, on a folder of its own, what {@code ask}, {@code serve} and {@code tools} do, so that
 * a start-up cache knows their classes. It reaches nothing but itself: its site is on the loopback
 * address. Whatever fails here only leaves the cache smaller.
 */
final class WarmUp {
    private static final Duration CALL_TIME = Duration.ofSeconds(5);
    private static final String LISTING =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"warm-up","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            """;
    private static final String READING =
            """
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"file_read",\
            "arguments":{"path":"rota.md"}}}
            """;

    private final Shell shell;
    private final Path place;

    /**
     * @param shell the user's; only its cache and its models are used
     * @param place an empty folder
     */
    WarmUp(Shell shell, Path place) {
        this.shell = shell;
        this.place = place;
    }

    void run() {
        attempt(this::parse);
        attempt(this::work);
        attempt(this::load);
    }

    /**
     * Only a server's way from its start to its list of tools. All that a cache holds is linked at
     * each start, so what a listing does not need would make it later.
     */
    void runServer() {
        attempt(this::parseServe);
        attempt(this::listTools);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            System.getLogger(WarmUp.class.getName()).log(Level.WARNING, "A warm-up step failed", e);
        }
    }

    private void parse() {
        CommandLine line = Main.commandLine(own());
        line.parseArgs("ask", "--root", ".", "--json", "a question");
        line.parseArgs("serve", "--root", ".");
        line.execute("--help");
        line.execute("tools");
    }

    private void parseServe() {
        Main.commandLine(own(), "serve").parseArgs("serve", "--root", ".", "--profile", "all");
    }

    private void listTools() throws InterruptedException {
        ToolChoice choice = new ToolChoice(List.of(place), Map.of(), List.of(), Profile.ALL);
        try (OpenTools tools = OpenTools.profile(own(), choice)) {
            serve(ServedCatalogue.of(tools.box(), choice), LISTING);
        }
    }

    private void work() throws IOException, InterruptedException {
        DemoWorld world = DemoWorld.in(place.resolve("world"));
        try (DemoSite site = DemoSite.start()) {
            work(choice(world, site), site);
        }
    }

    private void work(ToolChoice choice, DemoSite site) throws InterruptedException {
        try (OpenTools tools = OpenTools.profile(own(), choice)) {
            ToolBox box = tools.box();
            call(box, "file_list", Map.of());
            call(box, "file_read", Map.of("path", "rota.md"));
            call(box, "doc_search", Map.of("query", "Wednesday"));
            call(box, "db_query", Map.of("sql", "SELECT 1"));
            call(box, "web_fetch", Map.of("url", "http://" + site.host() + "/tickets.html"));
            serve(ServedCatalogue.of(box, choice), LISTING + READING);
            ask(tools);
        }
    }

    private static ToolChoice choice(DemoWorld world, DemoSite site) {
        return new ToolChoice(
                List.of(world.folder()),
                Map.of("aviary", DatabaseSource.at(world.database().toString())),
                List.of(site.host()),
                Profile.CORE);
    }

    private static void call(ToolBox box, String tool, Map<String, Object> arguments) {
        box.call(tool, arguments, RunningCall.quiet());
    }

    private static void serve(Catalogue catalogue, String messages) throws InterruptedException {
        byte[] lines = messages.getBytes(StandardCharsets.UTF_8);
        Serving.run(
                catalogue,
                CALL_TIME,
                new ByteArrayInputStream(lines),
                OutputStream.nullOutputStream());
    }

    private void ask(OpenTools tools) {
        Agents.loop(
                        new Parrot(),
                        tools.box(),
                        AgentLimits.DEFAULT,
                        tools.readAhead(),
                        tools.neededParameters())
                .ask(
                        new Conversation(Approver.NOBODY),
                        "Who feeds on Wednesday?",
                        new StepView(own().terminal()),
                        new Cancellation());
    }

    /** Binds the engine and reads the model of the configuration, where it is on this machine. */
    private void load() {
        Models models = new Models(shell);
        ModelFile file = models.store().find(shell.config().text(Setting.MODEL)).orElseThrow();
        EngineOptions options = EngineOptions.in(shell.folders().cache());
        try (EmbeddedModel model = EmbeddedModel.open(file.path(), options)) {
            model.count("a few words");
        }
    }

    /** Prints nowhere, and keeps everything in the folder of this run. */
    private Shell own() {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Folders folders =
                new Folders(place.resolve("config"), place.resolve("data"), place.resolve("cache"));
        return new Shell(Terminal.plain(nowhere, nowhere), folders, Map.of());
    }

    /** Answers at once, without a call. */
    private static final class Parrot implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return ChatResponse.builder().aiMessage(AiMessage.from("Nobody.")).build();
        }
    }
}
