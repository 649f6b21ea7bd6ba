package dev.hoopoe.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB of its own on 127.0.0.1, gone with its folder when closed. */
final class MariaServer {
    private static final long START_SECONDS = 60;

    private final ServerFolder folder;
    private final int port;
    private final Process process;

    private MariaServer(ServerFolder folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** The server's program, as Debian's package {@code mariadb-server} lays it out. */
    static Optional<String> program() {
        return find("mariadbd");
    }

    private static Optional<String> find(String name) {
        return Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/")
                .map(folder -> folder + name)
                .filter(program -> java.nio.file.Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    static MariaServer start() throws IOException, InterruptedException {
        ServerFolder folder = ServerFolder.create("hoopoe-maria-");
        folder.handOver();
        String data = "--datadir=" + folder.path().resolve("data");
        folder.run(
                find("mariadb-install-db").orElseThrow(),
                "--no-defaults",
                data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        int port = PostgresServer.freePort();
        Process process =
                folder.command(
                                program().orElseThrow(),
                                "--no-defaults",
                                data,
                                "--port=" + port,
                                "--bind-address=127.0.0.1",
                                "--socket=" + folder.path().resolve("socket"),
                                "--pid-file=" + folder.path().resolve("pid"),
                                "--innodb-flush-log-at-trx-commit=0",
                                "--innodb-buffer-pool-size=32M",
                                "--skip-log-bin")
                        .start();
        MariaServer server = new MariaServer(folder, port, process);
        folder.await(process, START_SECONDS, () -> server.owner("mysql").close());
        return server;
    }

    Connection owner(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb" + url(database) + "?sslMode=disable", "root", "");
    }

    /** Without the scheme in front. */
    String url(String database) {
        return "://127.0.0.1:" + port + "/" + database;
    }

    /** Stops the server and deletes its files. */
    void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        folder.close();
    }
}
