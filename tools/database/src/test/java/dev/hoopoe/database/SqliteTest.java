package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest extends EngineContract {
    @TempDir private Path folder;

    @Override
    DatabaseSource create() throws SQLException {
        owner("PRAGMA user_version = 1");
        return DatabaseSource.at(folder.resolve("boats.db").toString());
    }

    @Override
    Connection owner() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("boats.db"));
    }

    @Override
    String endless() {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    }

    @Test
    void withoutTheOptionNothingIsWritten() {
        Databases plain = Databases.of(Map.of("boats", folder.resolve("boats.db").toString()));
        ToolBox tools = ToolBox.of(new WriteTools(plain));

        assertThat(
                        tools.call(
                                        "db_write",
                                        Map.of("sql", "DELETE FROM trip"),
                                        RunningCall.quiet())
                                .text())
                .isEqualTo(
                        "error: Database boats may only be read."
                                + " Tell the user that --allow-db-write boats allows changes.");
    }
}
