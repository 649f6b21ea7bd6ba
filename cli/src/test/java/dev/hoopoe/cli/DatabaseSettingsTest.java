package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.database.DatabaseSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSettingsTest {
    private static final String LOGIN =
            """
            [databases.staff]
            url = "jdbc:postgresql://127.0.0.1:5432/staff"
            user = "reader"
            password_env = "STAFF_PASSWORD"
            schema = "public"
            """;

    @TempDir private Path home;
    private Path file;

    @BeforeEach
    void place() {
        file = home.resolve("config.toml");
    }

    private Config load(String text, Map<String, String> environment) throws IOException {
        return Config.load(Files.writeString(file, text), environment);
    }

    @Test
    void aTableHoldsALogin() throws IOException {
        Config config = load(LOGIN, Map.of("STAFF_PASSWORD", "hush"));

        assertThat(config.databases())
                .containsExactly(
                        Map.entry(
                                "staff",
                                new DatabaseSource(
                                        "jdbc:postgresql://127.0.0.1:5432/staff",
                                        Optional.of("reader"),
                                        Optional.of("hush"),
                                        Optional.of("public"),
                                        false)));
        assertThat(config.text(Setting.DATABASES))
                .isEqualTo("staff=jdbc:postgresql://127.0.0.1:5432/staff as reader");
        assertThat(config.databases().toString()).doesNotContain("hush");
    }

    @Test
    void aPasswordMayLieInAFile() throws IOException {
        Path secret = Files.writeString(home.resolve("secret"), "hush\n");
        String text = LOGIN.replace("password_env = \"STAFF_PASSWORD\"", "password_file = \"%s\"");

        Config config = load(text.formatted(secret), Map.of());

        assertThat(config.databases().values())
                .extracting(DatabaseSource::password)
                .containsExactly(Optional.of("hush"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    b = 5                                     | databases.b is 5
                    [databases.b]\\nuser = "x"                | databases.b has no url
                    [databases.b]\\nurl = 5                   | databases.b.url is no text
                    [databases.b]\\npasword_env = "x"         | Did you mean password_env?
                    [databases.b]\\nurl = "x"\\npassword_env = "NOT_SET" | NOT_SET, which is not set
                    [databases.b]\\nurl = "x"\\nallow_write = "yes" | Write true or false
                    """)
    void aWrongEntryIsToldByItsName(String text, String told) {
        Assertions.assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> load("[databases]\n" + text.replace("\\n", "\n"), Map.of()))
                .withMessageContaining(told);
    }

    @Test
    void aConfiguredDatabaseIsPickedByItsNameAlone() throws IOException, SQLException {
        Path birds = database("birds.db");
        Cli cli = new Cli(home);
        Files.createDirectories(cli.shell().folders().config());
        Files.writeString(
                cli.shell().folders().configFile(), "[databases]\nbirds = \"" + birds + "\"\n");

        for (String option : new String[] {"birds", "birds="}) {
            assertThat(cli.run("call", "db_query", "sql=SELECT 40+2 AS n", "--db", option))
                    .as(cli.err())
                    .isZero();
            assertThat(cli.out()).contains("source=birds").contains("42");
        }
    }

    @Test
    void aDatabaseIsChangedOnlyWhereThatIsAllowed() throws IOException, SQLException {
        String db = "birds=" + database("birds.db");
        String sql = "sql=INSERT INTO bird VALUES ('wren')";
        Cli cli = new Cli(home);

        assertThat(cli.run("call", "db_write", sql, "--db", db)).isEqualTo(1);
        assertThat(cli.err()).contains("--allow-db-write birds");
        assertThat(cli.run("call", "db_write", sql, "--db", db, "--allow-db-write", "birds"))
                .isZero();
        assertThat(cli.out()).contains("would_change=1").contains("commit=");
        assertThat(cli.run("tools", "--db", db, "--allow-db-write", "birdz")).isEqualTo(2);
        assertThat(cli.err()).contains("Did you mean birds?");
    }

    private Path database(String name) throws SQLException {
        Path path = home.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bird(name TEXT)");
        }
        return path;
    }
}
