package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.Pins;
import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.Servers;
import dev.hoopoe.inference.models.ModelStore;
import dev.hoopoe.scraping.browser.Installed;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at each part that a command needs, changes nothing but what the parts themselves keep, and
 * reaches no other machine than those that are configured.
 */
final class Doctor {
    private static final long LITTLE_SPACE = 2_000_000_000L;
    private static final long MEGABYTE = 1_000_000L;

    private final Shell shell;

    Doctor(Shell shell) {
        this.shell = shell;
    }

    /** All findings; a part that cannot even be looked at is a finding too. */
    List<Finding> look() {
        List<Finding> all = new ArrayList<>();
        all.add(java());
        all.addAll(folders());
        Optional<Config> config = Optional.empty();
        try {
            config = Optional.of(shell.config());
            all.add(Finding.fine("settings", shell.folders().configFile() + there()));
        } catch (UsageException e) {
            all.add(Finding.broken("settings", message(e), "Mend that line of config.toml."));
        }
        config.ifPresent(c -> configured(c, all));
        all.add(tried("servers", this::servers));
        return all;
    }

    private void configured(Config config, List<Finding> all) {
        all.add(tried("model", () -> model(config)));
        all.add(tried("embeddings", () -> embeddings(config)));
        all.addAll(roots(config));
        all.addAll(databases(config));
        all.add(browser(config));
        all.add(tried("proxies", () -> proxies(config)));
    }

    private static Finding java() {
        Runtime runtime = Runtime.getRuntime();
        return Finding.fine(
                "Java",
                "%s, %d cores, %,d MB for the program itself"
                        .formatted(
                                Runtime.version(),
                                runtime.availableProcessors(),
                                runtime.maxMemory() / MEGABYTE));
    }

    private String there() {
        return Files.exists(shell.folders().configFile()) ? "" : " (not there: all defaults)";
    }

    private List<Finding> folders() {
        return List.of(
                folder("data", shell.folders().data()), folder("cache", shell.folders().cache()));
    }

    private static Finding folder(String part, Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.broken(
                    part, folder + " cannot be written", "Make " + there + " a writable folder.");
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String text = "%s, %,d MB free".formatted(folder, free / MEGABYTE);
            return free < LITTLE_SPACE
                    ? Finding.note(part, text, "Models take 0.5 to 5 GB each. Make room.")
                    : Finding.fine(part, text);
        } catch (IOException e) {
            return Finding.note(part, folder + ": free space unknown", "");
        }
    }

    private Finding model(Config config) {
        String name = config.text(Setting.MODEL);
        if (name.startsWith("ollama:")) {
            Ollama.require(config.text(Setting.OLLAMA_URL), name.substring("ollama:".length()));
            return Finding.fine("model", name + ", served by Ollama");
        }
        if (name.startsWith("openai:")) {
            OpenAi served = OpenAi.of(config, shell);
            return Finding.fine("model", name + ", served at " + served.server());
        }
        Models models = new Models(shell);
        ModelStore store = models.store();
        if (store.find(name).isEmpty() && models.catalogue().find(name).isPresent()) {
            return Finding.note(
                    "model",
                    name + " is not on this machine yet",
                    "It is fetched at the first question; or now: hoopoe models pull " + name);
        }
        Path file = store.require(name).path();
        return Finding.fine("model", "%s (%s)".formatted(name, megabytes(file)));
    }

    private static String megabytes(Path file) {
        return "%,d MB".formatted(file.toFile().length() / MEGABYTE);
    }

    private Finding embeddings(Config config) {
        String name = config.text(Setting.EMBEDDING_MODEL);
        if (name.equals("none")) {
            return Finding.note("embeddings", "none: collections are searched by words only", "");
        }
        boolean here =
                new Models(shell).store().find(name).isPresent() || Files.exists(Path.of(name));
        return here
                ? Finding.fine("embeddings", name)
                : Finding.note(
                        "embeddings",
                        name + " is not on this machine yet",
                        "It is fetched when a collection is first made; or now: hoopoe models pull "
                                + name);
    }

    private static List<Finding> roots(Config config) {
        List<String> roots = config.list(Setting.ROOTS);
        if (roots.isEmpty()) {
            return List.of(Finding.fine("folders", "the current one, unless --root names others"));
        }
        return roots.stream()
                .map(root ->
                        root.startsWith("~/")
                                ? Path.of(System.getProperty("user.home"), root.substring(2))
                                : Path.of(root))
                .map(root ->
                        Files.isDirectory(root) && Files.isReadable(root)
                                ? Finding.fine("folder", root.toString())
                                : Finding.broken(
                                        "folder",
                                        root + " is no folder that can be read",
                                        "Change roots in config.toml."))
                .toList();
    }

    private List<Finding> databases(Config config) {
        if (config.databases().isEmpty()) {
            return List.of();
        }
        ToolChoice choice =
                new ToolChoice(
                        List.of(Path.of("").toAbsolutePath()),
                        config.databases(),
                        List.of(),
                        Profile.ALL);
        try (OpenTools tools = OpenTools.profile(shell, choice)) {
            return config.databases().keySet().stream()
                    .map(name -> database(tools.box(), name))
                    .toList();
        } catch (RuntimeException e) {
            return List.of(Finding.broken("databases", message(e), "Mend [databases]."));
        }
    }

    private static Finding database(ToolBox box, String name) {
        ToolResult schema = box.call("db_schema", Map.of("source", name));
        return schema.error()
                ? Finding.broken(
                        "database " + name, Terminal.safe(schema.body()), "Mend [databases].")
                : Finding.fine("database " + name, "opens, read only");
    }

    private static Finding browser(Config config) {
        if (!config.list(Setting.BROWSER).isEmpty()) {
            return Finding.note(
                    "browser",
                    "a remote one, which resolves names elsewhere",
                    "Only literal addresses and names are checked there.");
        }
        Installed found = Installed.look();
        if (found.node().isEmpty()) {
            return Finding.note(
                    "browser",
                    "no Node.js on the path, which drives it",
                    "Install Node.js 20 or newer for pages that need a browser.");
        }
        return found.browser()
                .map(path ->
                        Finding.fine("browser", path + ", driven by Node.js " + found.node().get()))
                .orElseGet(() ->
                        Finding.note(
                                "browser",
                                "none is installed",
                                "Install Chromium, Chrome or Edge; else one is fetched when first needed."));
    }

    private static Finding proxies(Config config) {
        boolean used = !config.visiting(List.of()).proxies().isEmpty();
        return used
                ? Finding.note(
                        "proxies",
                        "the web is reached through a proxy, which resolves names itself",
                        "Only literal addresses and names are checked there.")
                : Finding.fine("proxies", "none: every address is checked at connecting");
    }

    private Finding servers() {
        List<ServerConfig> configs =
                ServerList.of(shell).read().stream().filter(ServerConfig::enabled).toList();
        if (configs.isEmpty()) {
            return Finding.fine("servers", "no other MCP server is used");
        }
        Pins pins = Pins.in(shell.folders().serverPins());
        try (Servers servers =
                Servers.open(configs, shell.environment(), pins, Profile.ALL.tools())) {
            List<String> problems =
                    servers.states().stream()
                            .filter(s -> !s.problem().isEmpty() || !s.waiting().isEmpty())
                            .map(s ->
                                    s.problem().isEmpty()
                                            ? s.config().name() + " has changed"
                                            : s.problem())
                            .map(Terminal::safe)
                            .toList();
            return problems.isEmpty()
                    ? Finding.fine(
                            "servers",
                            "%d with %d tools".formatted(configs.size(), servers.tools().size()))
                    : Finding.broken("servers", String.join(" ", problems), "hoopoe servers list");
        }
    }

    private static Finding tried(String part, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            return Finding.broken(part, message(e), "Mend it, then look again.");
        }
    }

    private static String message(RuntimeException e) {
        return Failures.message(e);
    }
}
