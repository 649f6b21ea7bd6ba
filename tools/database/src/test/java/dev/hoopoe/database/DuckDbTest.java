package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbTest extends EngineContract {
    @TempDir private Path folder;

    @Override
    DatabaseSource create() throws SQLException {
        owner("CREATE SEQUENCE seq1");
        return DatabaseSource.at(folder.resolve("boats.duckdb").toString());
    }

    @Override
    Connection owner() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("boats.duckdb"));
    }

    @Override
    String endless() {
        return "SELECT count(*) FROM range(1000000000000) a, range(1000000) b";
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(
            strings = {
                "SELECT nextval('seq1')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM glob('/*')",
                "FROM duckdb_secrets()",
                "COPY boat TO 'x.csv'",
                "ATTACH 'x.duckdb'",
                "INSTALL httpfs",
                "SET threads = 100",
                "RESET memory_limit",
                "SET VARIABLE v = 1",
                "USE temp",
                "PREPARE p AS SELECT 1",
                "CREATE TEMP VIEW boat AS SELECT 666",
                "CALL force_checkpoint()",
                "SELECT * FROM query('DELETE FROM boat')",
                "SELECT repeat('x', 1000000000)",
                "SELECT * FROM generate_series(1, 100000000) ORDER BY random()"
            })
    void whatReachesBeyondReadingIsRefused(String sql) {
        assertThat(query(sql)).startsWith("error: ");
        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM boat",
                "SHOW TABLES",
                "DESCRIBE boat",
                "SUMMARIZE boat",
                "PIVOT trip ON boat_id USING count(id)",
                "SELECT $$it's; DELETE$$ AS d",
                "SELECT [1, 2] AS list, {'a': 1} AS struct"
            })
    void itsOwnWaysOfReadingRun(String sql) {
        assertThat(query(sql)).startsWith("ok ");
    }

    @Test
    void filesAreTables() throws IOException, SQLException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("port.csv"), "id,name\n1,Brest\n2,Vigo\n");
        Files.writeString(data.resolve("tide.json"), "[{\"port\":1,\"height\":4.5}]");
        Files.writeString(data.resolve("notes.txt"), "no table");
        owner("COPY boat TO '" + data.resolve("boat.parquet") + "' (FORMAT parquet)");
        try (Databases databases = Databases.of(Map.of("data", data.toString()))) {
            box = ToolBox.of(new DatabaseTools(databases), new WriteTools(databases));

            assertThat(call("db_schema").text())
                    .contains("boat(id INTEGER", "port(id BIGINT", "tide(port BIGINT")
                    .doesNotContain("notes");
            assertThat(query("SELECT name, height FROM port JOIN tide ON tide.port = port.id"))
                    .endsWith("\nBrest,4.5");
            assertThat(query("SELECT * FROM read_csv('" + data.resolve("port.csv") + "')"))
                    .contains("refused");
            Files.writeString(data.resolve("port.csv"), "id,name\n1,Brest\n2,Vigo\n3,Cork\n");
            assertThat(query("SELECT count(*) FROM port")).endsWith("\n3");
            assertThat(call("db_write", "sql", "DELETE FROM port").text()).contains("only be read");
        }
    }
}
