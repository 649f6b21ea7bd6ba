package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.hsqldb.jdbc.JDBCDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HyperSQL stands for an engine whose driver the user put into the drivers folder. */
@Timeout(60)
class AddedDriverTest {
    @TempDir private Path folder;

    @Test
    void anEngineThatHoopoeDoesNotKnowIsReadAndNotChanged() throws Exception {
        String url = "jdbc:hsqldb:file:" + folder.resolve("birds");
        try (Connection owner = DriverManager.getConnection(url, "SA", "");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE bird(id INTEGER PRIMARY KEY, name VARCHAR(40))");
            statement.execute("INSERT INTO bird VALUES (1, 'Wren'), (2, 'Hoopoe'), (3, 'Lark')");
            statement.execute("SHUTDOWN");
        }
        DatabaseSource source = DatabaseSource.at(url).asWritable();
        try (Databases databases = Databases.open(Map.of("birds", source), List.of(drivers()))) {
            ToolBox box = ToolBox.of(new DatabaseTools(databases), new WriteTools(databases));

            assertThat(box.call("db_schema", Map.of()).text())
                    .contains("BIRD(ID INTEGER PK, NAME VARCHAR", "3 rows");
            assertThat(query(box, "SELECT name FROM bird WHERE id < 3 ORDER BY id").text())
                    .contains("rows=2")
                    .endsWith("NAME\nWren\nHoopoe");
            for (String sql :
                    List.of("DELETE FROM bird", "CREATE TABLE x(i INT)", "SHUTDOWN", "CALL 1")) {
                assertThat(query(box, sql).error()).as(sql).isTrue();
            }
            assertThat(box.call("db_write", Map.of("sql", "DELETE FROM bird")).error()).isTrue();
            assertThat(query(box, "SELECT count(*) FROM bird").text()).endsWith("\n3");
        }
    }

    @Test
    void aMissingDriverIsToldWithWhereItBelongs() {
        DatabaseSource source = DatabaseSource.at("jdbc:nosuch:thing");
        try (Databases databases = Databases.open(Map.of("x", source), List.of(folder))) {
            ToolBox box = ToolBox.of(new DatabaseTools(databases));
            assertThat(query(box, "SELECT 1").text()).contains("No driver here", "drivers folder");
        }
    }

    private static ToolResult query(ToolBox box, String sql) {
        return box.call("db_query", Map.of("sql", sql));
    }

    private Path drivers() throws Exception {
        Path jar = jar();
        Path drivers = Files.createDirectories(folder.resolve("drivers"));
        Files.copy(jar, drivers.resolve(String.valueOf(jar.getFileName())));
        return drivers;
    }

    private static Path jar() throws URISyntaxException {
        return Path.of(
                JDBCDriver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
