package dev.hoopoe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Lays out the demonstration's folder and database from this program's own resources. */
record DemoWorld(Path folder, Path database) {
    private static final String FROM = "/dev/hoopoe/cli/demo/";

    static DemoWorld in(Path place) throws IOException {
        Path folder = Files.createDirectories(place.resolve("folder"));
        Files.write(folder.resolve("rota.md"), read("folder/rota.md"));
        Path database = place.resolve("aviary.sqlite");
        Files.deleteIfExists(database);
        fill(database, new String(read("aviary.sql"), StandardCharsets.UTF_8));
        return new DemoWorld(folder, database);
    }

    private static byte[] read(String name) {
        try (InputStream in = DemoWorld.class.getResourceAsStream(FROM + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path database, String script) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException e) {
            throw new IllegalStateException("The demonstration's database cannot be made", e);
        }
    }
}
