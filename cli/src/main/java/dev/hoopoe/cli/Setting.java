package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.agent.ApprovalMode;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.embedding.EmbeddingModels;
import dev.hoopoe.tools.RunningCall;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that a user can set in {@code config.toml}, with its default. */
enum Setting {
    MODEL(
            Kind.TEXT,
            "model",
            "qwen2.5-coder-0.5b",
            "a catalogue name, a .gguf file, ollama:NAME, openai:NAME"),
    EMBEDDING_MODEL(
            Kind.TEXT,
            "embedding_model",
            EmbeddingModels.DEFAULT,
            "what collections are searched by: a catalogue name, a .gguf file, none"),
    PROFILE(Kind.TEXT, "profile", "core", "the tools offered: core, all, web, files, db, docs"),
    ROOTS(Kind.LIST, "roots", "", "folders that tools may use; empty: the current folder"),
    ALLOW_HOSTS(Kind.LIST, "allow_hosts", "", "private hosts that may be fetched, HOST[:PORT]"),
    PROXIES(Kind.LIST, "proxies", "", "proxies to the web, in turn; empty: HTTPS_PROXY if set"),
    NO_PROXY(Kind.LIST, "no_proxy", "", "hosts that are reached without a proxy"),
    SITES(
            Kind.TABLES,
            "sites",
            "",
            "[sites.NAME] hosts, headers, login, cookies, proxies, secrets"),
    BROWSER(Kind.TEXT, "browser", "", "a remote browser, ws://… or playwright+ws://…; empty: ours"),
    SEARCH(
            Kind.ENGINES,
            "search",
            "",
            "[search] searxng = \"URL\", brave, tavily, searchapi = \"$KEY\", google = {key, cx}"),
    PAGE_CACHE("page_cache_mb", 256, 0, 1 << 20, "megabytes of kept pages on disk; 0: none"),
    IGNORE_ROBOTS_FOR(
            Kind.LIST,
            "ignore_robots_for",
            "",
            "hosts of your own, whose robots.txt does not bind you, HOST[:PORT]"),
    DATABASES(
            Kind.TABLE,
            "databases",
            "",
            "[databases] NAME = \"FILE\", or [databases.NAME] url, user, password_env, schema"),
    ALLOW_DB_WRITE(Kind.LIST, "allow_db_write", "", "databases that db_write may change"),
    CONTEXT("context", EngineOptions.DEFAULT_CONTEXT, 512, 1 << 20, "tokens of context"),
    THREADS("threads", 0, 0, 1024, "threads of the engine; 0: one for each core"),
    APPROVE(
            Kind.TEXT,
            "approve",
            ApprovalMode.REVERSIBLE.wireName(),
            "which changes run: ask (each is asked about), reversible, all, none"),
    MAX_STEPS("max_steps", AgentLimits.DEFAULT.maxSteps(), 1, 200, "tool calls for one question"),
    DEADLINE(
            "deadline_seconds",
            (int) AgentLimits.DEFAULT.deadline().toSeconds(),
            1,
            1_000_000,
            "seconds for one question"),
    CALL_DEADLINE(
            "call_deadline_seconds",
            (int) RunningCall.DEFAULT_DEADLINE.toSeconds(),
            1,
            1_000_000,
            "seconds for one tool call of hoopoe call and serve"),
    ANSWER_TOKENS(
            "answer_tokens",
            AgentLimits.DEFAULT.answerTokens(),
            1,
            1_000_000,
            "tokens of one answer"),
    RESULT_TOKENS(
            "result_tokens",
            AgentLimits.DEFAULT.resultTokens(),
            50,
            1_000_000,
            "tokens of a tool result that the model is shown"),
    OLLAMA_URL(Kind.TEXT, "ollama_url", "http://127.0.0.1:11434", "where ollama:NAME is served"),
    OPENAI_URL(
            Kind.TEXT,
            "openai_url",
            "https://api.openai.com/v1",
            "where openai:NAME is served: any server with OpenAI's interface"),
    OPENAI_KEY_ENV(
            Kind.TEXT,
            "openai_key_env",
            "OPENAI_API_KEY",
            "the environment variable that holds that server's key");

    /** What a setting holds. */
    enum Kind {
        TEXT("a text, as in \"…\""),
        LIST("a text or a list of texts, as in [\"…\", \"…\"]"),
        NUMBER("a whole number"),
        TABLE("a table of NAME = \"FILE\""),
        TABLES("tables such as [sites.NAME]"),
        ENGINES("a table such as [search] with brave = \"$BRAVE_KEY\"");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Kind kind;
    private final String key;
    private final String standard;
    private final int least;
    private final int most;
    private final String meaning;

    Setting(Kind kind, String key, String standard, String meaning) {
        this.kind = kind;
        this.key = key;
        this.standard = standard;
        this.least = 0;
        this.most = 0;
        this.meaning = meaning;
    }

    Setting(String key, int standard, int least, int most, String meaning) {
        this.kind = Kind.NUMBER;
        this.key = key;
        this.standard = Integer.toString(standard);
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    Kind kind() {
        return kind;
    }

    String key() {
        return key;
    }

    String standard() {
        return standard;
    }

    /** The smallest number that may be set. */
    int least() {
        return least;
    }

    /** The largest number that may be set. */
    int most() {
        return most;
    }

    String meaning() {
        return meaning;
    }

    String environmentName() {
        return "HOOPOE_" + key.toUpperCase(Locale.ROOT);
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }
}
