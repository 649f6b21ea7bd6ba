package dev.hoopoe.agent;

import dev.hoopoe.agent.servers.Pins;
import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.Servers;
import dev.hoopoe.agent.servers.ServersFile;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolHandler;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model, tools and one conversation: the front door for Java programs.
 *
 * <pre>{@code
 * try (Agent agent = Agent.builder().model(model).tools(new OrderTools()).build()) {
 *     System.err.println(agent.ask("Which orders are late?").answer());
 * }
 * }</pre>
 *
 * <p>Questions are answered one after the other; only {@link Cancellation} may be used from another
 * thread meanwhile. Closing it ends the servers that it started; the model stays the caller's.
 */
public final class Agent implements AutoCloseable {
    private final AgentLoop loop;
    private final Conversation conversation;
    private final ToolBox tools;
    private final Optional<Servers> servers;

    private Agent(
            AgentLoop loop, Conversation conversation, ToolBox tools, Optional<Servers> servers) {
        this.loop = loop;
        this.conversation = conversation;
        this.tools = tools;
        this.servers = servers;
    }

    /** Starts an agent that has nothing yet; it needs a model at least. */
    public static Builder builder() {
        return new Builder();
    }

    /** Works on a question until it is answered or a limit ends it. */
    public Outcome ask(String question) {
        return ask(question, _ -> {}, new Cancellation());
    }

    /**
     * As {@link #ask(String)}, telling what happens.
     *
     * @param events called on this thread; must be quick
     * @param cancellation ends the question within a second, from any thread
     */
    public Outcome ask(
            String question, Consumer<? super AgentEvent> events, Cancellation cancellation) {
        return loop.ask(conversation, question, AgentEvent.to(events), cancellation);
    }

    /** The tools, those of other servers last. */
    public List<ToolDefinition> tools() {
        return tools.definitions();
    }

    /** What became of the other servers. */
    public List<Servers.State> servers() {
        return servers.map(Servers::states).orElse(List.of());
    }

    @Override
    public void close() {
        servers.ifPresent(Servers::close);
    }

    /** Collects what an agent works with; not thread-safe. */
    public static final class Builder {
        private final List<Object> authors = new ArrayList<>();
        private final List<ServerConfig> servers = new ArrayList<>();
        private @Nullable ChatModel model;
        private @Nullable ToolBox box;
        private @Nullable Path pins;
        private AgentLimits limits = AgentLimits.DEFAULT;
        private Approver approver = Approver.NOBODY;
        private Journal journal = Journal.NONE;

        private Builder() {}

        /** Any model of LangChain4j; an embedded one writes its calls under a grammar. */
        public Builder model(ChatModel model) {
            this.model = model;
            return this;
        }

        /** Adds the {@link dev.hoopoe.tools.Tool} methods of these objects. */
        public Builder tools(Object... authors) {
            this.authors.addAll(List.of(authors));
            return this;
        }

        /** These tools instead of any objects'. */
        public Builder tools(ToolBox tools) {
            this.box = tools;
            return this;
        }

        /**
         * Adds other people's MCP servers.
         *
         * @param pins where it is kept what their tools were; made if it is not there
         */
        public Builder servers(Collection<ServerConfig> servers, Path pins) {
            this.servers.addAll(servers);
            this.pins = pins;
            return this;
        }

        /** Adds the enabled servers of a file with {@code mcpServers}; pins are kept beside it. */
        public Builder servers(Path file) {
            return servers(
                    ServersFile.read(file),
                    file.toAbsolutePath().resolveSibling(file.getFileName() + ".pins"));
        }

        /** Steps, time and tokens of a question; {@link AgentLimits#DEFAULT} unless set. */
        public Builder limits(AgentLimits limits) {
            this.limits = limits;
            return this;
        }

        /** Who is asked before what cannot be undone; nobody unless set, so the answer is no. */
        public Builder approver(Approver approver) {
            this.approver = approver;
            return this;
        }

        /** Keeps the conversation; nowhere unless set. */
        public Builder journal(Journal journal) {
            this.journal = journal;
            return this;
        }

        /**
         * Puts it together; starts the servers, of which those that fail are left out.
         *
         * @throws IllegalStateException without a model
         * @throws IllegalArgumentException if a tool cannot be used; the text says why
         */
        public Agent build() {
            if (model == null) {
                throw new IllegalStateException("An agent needs a model. Call model(…) first.");
            }
            ToolBox own = box == null ? ToolBox.of(authors.toArray()) : box;
            Optional<Servers> opened = open(own);
            List<ToolHandler> others = opened.map(Servers::tools).orElse(List.of());
            ToolBox all = own.with(others);
            Set<String> names =
                    others.stream().map(t -> t.definition().name()).collect(Collectors.toSet());
            AgentLoop loop = Agents.loop(model, all, limits, ReadAhead.NOTHING, Set.of(), names);
            return new Agent(loop, new Conversation(approver, journal), all, opened);
        }

        private Optional<Servers> open(ToolBox own) {
            if (servers.isEmpty() || pins == null) {
                return Optional.empty();
            }
            List<String> taken = own.definitions().stream().map(ToolDefinition::name).toList();
            return Optional.of(Servers.open(servers, System.getenv(), Pins.in(pins), taken));
        }
    }
}
