package dev.hoopoe.web.chat;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.agent.Agents;
import dev.hoopoe.agent.ApprovalMode;
import dev.hoopoe.agent.ReadAhead;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The real server of the page, over a folder of sessions that outlives it. */
final class PageServer implements AutoCloseable {
    final Entrance entrance;
    private final ChatPage page;
    private final WebServer server;

    private PageServer(Entrance entrance, ChatPage page, WebServer server) {
        this.entrance = entrance;
        this.page = page;
        this.server = server;
    }

    static PageServer start(ChatModel model, ToolBox tools, Path sessions) throws IOException {
        return start(model, tools, sessions, Optional.empty());
    }

    static PageServer start(
            ChatModel model, ToolBox tools, Path sessions, Optional<Uploads> uploads)
            throws IOException {
        return start(model, tools, sessions, uploads, new Entrance(Entrance.newSecret()), 0);
    }

    static PageServer start(
            ChatModel model,
            ToolBox tools,
            Path sessions,
            Optional<Uploads> uploads,
            Entrance entrance,
            int port)
            throws IOException {
        ChatBackend backend =
                new ChatBackend(
                        "Scripted 1B",
                        tools,
                        box ->
                                Agents.loop(
                                        model,
                                        box,
                                        AgentLimits.DEFAULT,
                                        ReadAhead.NOTHING,
                                        Set.of()),
                        SessionStore.in(sessions),
                        ApprovalMode.REVERSIBLE,
                        uploads);
        ChatPage page = new ChatPage(backend, entrance, WebLimits.DEFAULTS);
        return new PageServer(
                entrance,
                page,
                WebServer.start(Binding.loopback(port), WebLimits.DEFAULTS, Set.of(), page));
    }

    URI address() {
        return server.address();
    }

    String link() {
        return entrance.link(address()).toString();
    }

    /** As if the process were killed: nobody is told. */
    void kill() {
        server.close();
        page.close();
    }

    @Override
    public void close() {
        page.close();
        server.close();
    }
}
