package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2Test extends EngineContract {
    @TempDir private Path folder;

    @Override
    DatabaseSource create() throws SQLException {
        owner("CREATE SEQUENCE seq1", "SELECT 1");
        return DatabaseSource.at(folder.resolve("boats.mv.db").toString());
    }

    @Override
    Connection owner() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + folder.resolve("boats"), "sa", "");
    }

    @Override
    String endless() {
        return "SELECT count(*) FROM system_range(1, 10000000) a, system_range(1, 10000000) b";
    }

    @ParameterizedTest
    @Timeout(40)
    @ValueSource(
            strings = {
                "SELECT NEXT VALUE FOR seq1",
                "SELECT * FROM OLD TABLE (DELETE FROM trip)",
                "SELECT FILE_READ('/etc/passwd', NULL)",
                "SELECT \"FILE_READ\"('/etc/passwd', NULL)",
                "SELECT * FROM CSVREAD('/etc/passwd')",
                "RUNSCRIPT FROM '/tmp/x.sql'",
                "SCRIPT TO '/tmp/x.sql'",
                "CREATE ALIAS E AS 'void f() {}'",
                "SHUTDOWN",
                "SELECT LENGTH(REPEAT('x', 2000000000))",
                "SELECT SPACE(2147483647)"
            })
    void whatReachesBeyondReadingIsRefused(String sql) {
        assertThat(query(sql)).startsWith("error: ");
        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n3");
    }

    @Test
    void theReaderOfAnAdminsFileHasNoRights() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("boats.mv.db"));

        assertThat(query("SELECT current_user")).endsWith("\nHOOPOE_READER");
        assertThat(Files.readAllBytes(folder.resolve("boats.mv.db"))).isEqualTo(before);
    }

    @Test
    void aReaderOfTheOperatorIsUsedAsItIs() throws Exception {
        owner("CREATE USER reader PASSWORD 'secret'", "GRANT SELECT ON boat TO reader");
        DatabaseSource source =
                new DatabaseSource(
                        "jdbc:h2:" + folder.resolve("boats"),
                        Optional.of("reader"),
                        Optional.of("secret"),
                        Optional.empty(),
                        false);
        try (Databases databases = Databases.open(Map.of("b", source), java.util.List.of())) {
            box = dev.hoopoe.tools.ToolBox.of(new DatabaseTools(databases));

            assertThat(query("SELECT current_user")).endsWith("\nREADER");
            assertThat(query("SELECT * FROM trip")).contains("refuses");
        }
    }

    @Test
    void aChangeByAnotherProgramIsSeen() throws SQLException {
        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n3");
        owner("INSERT INTO boat(id) VALUES (50)");

        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n4");
    }
}
