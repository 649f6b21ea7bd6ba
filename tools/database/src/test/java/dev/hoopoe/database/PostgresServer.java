package dev.hoopoe.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/** A PostgreSQL of its own on 127.0.0.1, gone with its folder when closed. */
final class PostgresServer {
    private static final long START_SECONDS = 60;

    private final ServerFolder folder;
    private final String bin;
    private final String data;
    private final int port;
    private final Process process;

    private PostgresServer(
            ServerFolder folder, String bin, String data, int port, Process process) {
        this.folder = folder;
        this.bin = bin;
        this.data = data;
        this.port = port;
        this.process = process;
    }

    static PostgresServer start() throws IOException, InterruptedException {
        ServerFolder folder = ServerFolder.create("hoopoe-pg-");
        unpack(folder.path());
        String bin = folder.path().resolve("bin").toString();
        String data = folder.path().resolve("data").toString();
        folder.handOver();
        folder.run(
                bin + "/initdb",
                "-D",
                data,
                "-U",
                "owner",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync");
        int port = freePort();
        Process process =
                folder.command(
                                bin + "/postgres",
                                "-D",
                                data,
                                "-p",
                                Integer.toString(port),
                                "-h",
                                "127.0.0.1",
                                "-k",
                                folder.path().toString(),
                                "-c",
                                "fsync=off",
                                "-c",
                                "shared_buffers=32MB")
                        .start();
        PostgresServer server = new PostgresServer(folder, bin, data, port, process);
        folder.await(process, START_SECONDS, () -> server.owner("postgres").close());
        return server;
    }

    private static void unpack(Path into) throws IOException, InterruptedException {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        try (InputStream packed =
                Objects.requireNonNull(
                        PostgresServer.class.getResourceAsStream(
                                "/postgres-linux-" + architecture + ".txz"))) {
            Process tar =
                    new ProcessBuilder("tar", "-x", "-C", into.toString())
                            .redirectErrorStream(true)
                            .start();
            try (OutputStream to = tar.getOutputStream();
                    XZInputStream from = new XZInputStream(new BufferedInputStream(packed))) {
                from.transferTo(to);
            }
            if (tar.waitFor() != 0) {
                throw new IOException(
                        new String(
                                tar.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Connection owner(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "owner", "");
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Stops the server and deletes its files. A terminated server would wait for its clients, and a
     * killed one leaves processes that go on writing; this way it ends all of them before itself.
     */
    void close() throws IOException, InterruptedException {
        try {
            folder.run(bin + "/pg_ctl", "stop", "-D", data, "-m", "immediate", "-s");
        } finally {
            process.destroyForcibly().waitFor();
        }
        folder.close();
    }
}
