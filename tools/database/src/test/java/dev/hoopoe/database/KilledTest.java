package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when Hoopoe is killed. {@code -Dhoopoe.kills=200} kills more often. */
class KilledTest {
    private static final int KILLS = Integer.getInteger("hoopoe.kills", 6);

    @TempDir private Path folder;

    private Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    private Process start(Path file, String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        file.toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aDatabaseSurvivesDeathInTheMiddleOfAChange() throws Exception {
        Path file = folder.resolve("bank.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE account(id INTEGER PRIMARY KEY, amount INT, note TEXT)");
            statement.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 2000)"
                            + " INSERT INTO account SELECT i, 0, hex(randomblob(100)) FROM n");
        }
        Random random = new Random(7);
        long last = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(file, "write");
            long told = 0;
            try (BufferedReader lines = process.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("done one");
                told++;
                process.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS);
                // Process.destroyForcibly would close what it has said.
                process.toHandle().destroyForcibly();
                process.waitFor();
                while (lines.readLine() != null) {
                    told++;
                }
            }
            long amount = amount(file);
            // The last one may be done before it was told.
            assertThat(amount).isBetween(last + told, last + told + 1);
            last = amount;
        }
    }

    private static long amount(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
                check.next();
                assertThat(check.getString(1)).isEqualTo("ok");
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT min(amount), max(amount) FROM account")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(row.getLong(2));
                return row.getLong(1);
            }
        }
    }

    @Test
    @Timeout(60)
    void aChildEndsWithItsParent() throws Exception {
        Path file = folder.resolve("held.mv.db");
        try (Connection _ =
                DriverManager.getConnection("jdbc:h2:" + folder.resolve("held"), "sa", "")) {
            assertThat(file).exists();
        }
        Process parent = start(file, "hold");
        try (BufferedReader lines = parent.inputReader()) {
            String said = Objects.requireNonNull(lines.readLine());
            assertThat(said).startsWith("child ");
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(said.substring("child ".length())))
                            .orElseThrow();
            parent.destroyForcibly().waitFor();

            assertThat(child.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(temporary()).isEmptyDirectory();
        }
    }
}
