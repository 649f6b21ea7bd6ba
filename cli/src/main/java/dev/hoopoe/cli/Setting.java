package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentLimits;
import dev.hoopoe.tools.RunningCall;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that a user can set in {@code config.toml}, with its default. */
enum Setting {
    MODEL("model", "qwen2.5-coder-0.5b", "a catalogue name, a .gguf file, or ollama:NAME"),
    PROFILE("profile", "core", "the tools offered: core, all, web, files, db, docs"),
    ROOTS("roots", "", "folders that the tools may read and write; empty: the current folder"),
    ALLOW_HOSTS("allow_hosts", "", "private hosts that may be fetched, as HOST or HOST:PORT"),
    DATABASES("databases", "", "[databases] NAME = \"FILE\" for each SQLite database"),
    CONTEXT("context", "8192", "tokens of context of the embedded engine"),
    THREADS("threads", "0", "threads of the embedded engine; 0: one for each core"),
    MAX_STEPS("max_steps", AgentLimits.DEFAULT.maxSteps() + "", "tool calls for one question"),
    DEADLINE(
            "deadline_seconds",
            AgentLimits.DEFAULT.deadline().toSeconds() + "",
            "seconds for one question"),
    CALL_DEADLINE(
            "call_deadline_seconds",
            RunningCall.DEFAULT_DEADLINE.toSeconds() + "",
            "seconds for one tool call of hoopoe call and serve"),
    ANSWER_TOKENS("answer_tokens", AgentLimits.DEFAULT.answerTokens() + "", "tokens of one answer"),
    RESULT_TOKENS(
            "result_tokens",
            AgentLimits.DEFAULT.resultTokens() + "",
            "tokens of a tool result that the model is shown"),
    OLLAMA_URL("ollama_url", "http://127.0.0.1:11434", "where ollama:NAME models are served");

    private final String key;
    private final String standard;
    private final String meaning;

    Setting(String key, String standard, String meaning) {
        this.key = key;
        this.standard = standard;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    String standard() {
        return standard;
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
