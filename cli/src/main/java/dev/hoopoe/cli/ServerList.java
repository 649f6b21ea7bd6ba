package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.ServerConfig;
import dev.hoopoe.agent.servers.ServersFile;
import dev.hoopoe.tools.Nearest;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The file {@code mcp.json}, which only its owner may read: other clients keep keys in theirs. */
record ServerList(Path file) {
    static ServerList of(Shell shell) {
        return new ServerList(shell.folders().servers());
    }

    List<ServerConfig> read() {
        return ServersFile.read(file);
    }

    ServerConfig find(String name) {
        List<ServerConfig> all = read();
        List<String> names = all.stream().map(ServerConfig::name).toList();
        return all.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "There is no server %s in %s.%s 'hoopoe servers list' shows them."
                                        .formatted(name, file, Nearest.hint(name, names))));
    }

    /** Adds those whose names are free; the names of those added. */
    List<String> add(List<ServerConfig> more) {
        List<ServerConfig> all = new ArrayList<>(read());
        List<String> added = new ArrayList<>();
        for (ServerConfig server : more) {
            if (all.stream().noneMatch(known -> known.name().equals(server.name()))) {
                all.add(server);
                added.add(server.name());
            }
        }
        if (!added.isEmpty()) {
            write(all);
        }
        return added;
    }

    void remove(String name) {
        ServerConfig gone = find(name);
        write(read().stream().filter(server -> !server.equals(gone)).toList());
    }

    private void write(List<ServerConfig> servers) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "mcp", ".tmp", forOwner());
            Files.writeString(fresh, ServersFile.write(servers));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new FailedException(
                    "%s cannot be written (%s). Make its folder writable."
                            .formatted(file, e.getMessage()));
        }
    }

    private static FileAttribute<?>[] forOwner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
