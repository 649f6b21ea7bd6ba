package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallCommandTest {
    @TempDir private Path home;
    private Path root;
    private Path database;
    private Cli cli;

    @BeforeEach
    void world() throws IOException, SQLException {
        root = Files.createDirectory(home.resolve("root"));
        Files.writeString(root.resolve("notes.md"), "first\nsecond\n");
        database = home.resolve("birds.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE bird(name TEXT)");
            statement.executeUpdate("INSERT INTO bird VALUES ('hoopoe'), ('wren')");
        }
        cli = new Cli(home);
    }

    @Test
    void theResultIsOnStdoutAlone() {
        assertThat(call("file_read", "path=notes.md")).isZero();
        assertThat(cli.out()).startsWith("ok ").contains("first", "second");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void everyToolCanBeCalledWhateverTheProfile() {
        cli.with("HOOPOE_PROFILE", "web");

        assertThat(call("file_search", "query=second")).isZero();
        assertThat(cli.out()).contains("notes.md");
    }

    @Test
    void aValueMayHoldAnEqualsSign() {
        assertThat(call("db_query", "sql=SELECT name FROM bird WHERE name='wren'")).isZero();
        assertThat(cli.out()).contains("wren").doesNotContain("hoopoe\n");
    }

    @Test
    void databasesAreReadOnly() {
        assertThat(call("db_query", "sql=DROP TABLE bird")).isEqualTo(1);
        assertThat(cli.err()).contains("DROP is refused");
        assertThat(call("db_query", "sql=SELECT 1; SELECT 2")).isEqualTo(1);
        assertThat(cli.err()).contains("2 statements");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void aWriteStaysInsideTheRoot() throws IOException {
        assertThat(call("file_write", "path=new.txt", "content=hello")).isZero();
        assertThat(root.resolve("new.txt")).hasContent("hello");
        assertThat(call("file_write", "path=../out.txt", "content=hello")).isEqualTo(1);
        assertThat(home.resolve("out.txt")).doesNotExist();
    }

    @Test
    void robotsAreObeyedOnAllowedHosts() throws IOException {
        try (DemoSite site = DemoSite.start()) {
            String page = "url=http://" + site.host() + "/tickets.html";
            assertThat(call("web_fetch", page)).isEqualTo(1);
            assertThat(cli.err()).contains("--allow-host " + site.host());
            assertThat(call("web_fetch", page, "--allow-host", site.host())).isZero();
            assertThat(cli.out()).contains("32");
        }
    }

    private int call(String... arguments) {
        String[] all = new String[arguments.length + 5];
        all[0] = "call";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        System.arraycopy(
                new String[] {"--root", root.toString(), "--db", "birds=" + database},
                0,
                all,
                arguments.length + 1,
                4);
        return cli.run(all);
    }
}
