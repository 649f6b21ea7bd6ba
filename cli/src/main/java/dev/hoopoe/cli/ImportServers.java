package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.ServersFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Takes over the servers of another client's file; without one, shows what there is.",
        mixinStandardHelpOptions = true)
final class ImportServers implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A file with mcpServers (Claude, Cursor, …) or servers (VS Code).")
    private @Nullable Path file;

    ImportServers(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return file == null ? look() : take(file);
    }

    private int take(Path from) {
        if (!Files.exists(from)) {
            throw new UsageException(from + " is not there. 'hoopoe servers import' shows files.");
        }
        List<ServerConfig> offered = ServersFile.read(from);
        List<String> added = ServerList.of(shell).add(offered);
        Terminal terminal = shell.terminal();
        for (ServerConfig server : offered) {
            boolean fresh = added.contains(server.name());
            terminal.err()
                    .println(
                            "%s %s: %s"
                                    .formatted(
                                            fresh ? "added" : "kept as it was",
                                            server.name(),
                                            Terminal.safe(server.shown())));
        }
        terminal.err()
                .println(
                        "%d of %d taken over. See them: hoopoe servers list --tools"
                                .formatted(added.size(), offered.size()));
        return 0;
    }

    private int look() {
        Table table = new Table("client", "servers", "file");
        boolean found = false;
        for (Map.Entry<String, Path> place : places().entrySet()) {
            if (Files.isRegularFile(place.getValue())) {
                found = true;
                table.row(place.getKey(), names(place.getValue()), place.getValue().toString());
            }
        }
        if (!found) {
            shell.terminal()
                    .err()
                    .println(
                            "No other client's file is at its usual place. Name one: hoopoe servers"
                                    + " import FILE");
            return 0;
        }
        shell.terminal().out().print(table.text(shell.terminal().columns()));
        shell.terminal().err().println("Take one over: hoopoe servers import FILE");
        return 0;
    }

    private static String names(Path file) {
        try {
            List<String> names = ServersFile.read(file).stream().map(ServerConfig::name).toList();
            return names.isEmpty() ? "none" : String.join(", ", names);
        } catch (RuntimeException e) {
            return "unreadable";
        }
    }

    /** Where clients keep their servers, by their own documentation. */
    private Map<String, Path> places() {
        Path home =
                Path.of(shell.environment().getOrDefault("HOME", System.getProperty("user.home")));
        Path linux =
                Path.of(
                        shell.environment()
                                .getOrDefault(
                                        "XDG_CONFIG_HOME", home.resolve(".config").toString()));
        Path mac = home.resolve("Library").resolve("Application Support");
        Path windows =
                Path.of(
                        shell.environment()
                                .getOrDefault(
                                        "APPDATA", home.resolve("AppData/Roaming").toString()));
        Map<String, Path> places = new LinkedHashMap<>();
        for (Path base : List.of(linux, mac, windows)) {
            String at = base.equals(linux) ? "" : base.equals(mac) ? " (macOS)" : " (Windows)";
            places.put("Claude Desktop" + at, base.resolve("Claude/claude_desktop_config.json"));
            places.put("VS Code" + at, base.resolve("Code/User/mcp.json"));
        }
        places.put("Cursor", home.resolve(".cursor/mcp.json"));
        places.put("Windsurf", home.resolve(".codeium/windsurf/mcp_config.json"));
        places.put("Claude Code", home.resolve(".claude.json"));
        places.put("this folder", Path.of(".mcp.json").toAbsolutePath());
        places.put("this folder (VS Code)", Path.of(".vscode/mcp.json").toAbsolutePath());
        places.put("this folder (Cursor)", Path.of(".cursor/mcp.json").toAbsolutePath());
        return places;
    }
}
