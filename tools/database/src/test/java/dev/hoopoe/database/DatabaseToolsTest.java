package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseToolsTest {
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir Path folder;
    private Path file;
    private ToolBox box;

    @BeforeEach
    void database() throws SQLException {
        file = folder.resolve("boats.db");
        create(
                file,
                "CREATE TABLE boat(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, length REAL)",
                "CREATE TABLE \"odd trip\"(boat_id INT REFERENCES boat(id), day TEXT, note BLOB)",
                "INSERT INTO boat VALUES (1,'Petrel','sail',9.5),(2,'Otter','motor',7.25),"
                        + "(3,'Wren, grey','sail',NULL)",
                "INSERT INTO \"odd trip\" VALUES (1,'2025-03-01',x'0102'),(1,'2025-03-04',NULL)",
                "CREATE VIEW sailing AS SELECT name FROM boat WHERE kind = 'sail'");
        Path other = folder.resolve("other.db");
        create(other, "CREATE TABLE t(a)");
        box = tools(Map.of("boats", file.toString()));
    }

    private static void create(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static ToolBox tools(Map<String, String> locations) {
        return ToolBox.of(new DatabaseTools(Databases.of(locations)));
    }

    private ToolResult call(String tool, Object... pairs) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i].toString(), pairs[i + 1]);
        }
        return box.call(tool, arguments, RunningCall.quiet());
    }

    private String query(String sql) {
        return call("db_query", "sql", sql).text();
    }

    @Test
    void oneCallTellsWhatAQueryNeeds() {
        ToolResult schema = call("db_schema");

        assertThat(schema.text())
                .endsWith(
                        """
                        source=boats
                        boat(id INTEGER PK, name TEXT 'Otter'|'Petrel'|'Wren, grey', \
                        kind TEXT 'motor'|'sail', length REAL) 3 rows
                        "odd trip"(boat_id INT -> boat.id, day TEXT '2025-03-01'|'2025-03-04', \
                        note BLOB) 2 rows
                        view sailing(name TEXT)\
                        """);
        assertThat(schema.sources()).containsExactly(new Source.Database("boats"));
    }

    @Test
    void aSchemaCanBeShortNarrowOrFull() {
        assertThat(call("db_schema", "detail", "names").text())
                .endsWith("\nboat\n\"odd trip\"\nview sailing");
        assertThat(call("db_schema", "find", "LENGTH", "detail", "full").text())
                .contains("boat(id")
                .contains("  id,name,kind,length\n  1,Petrel,sail,9.5")
                .doesNotContain("odd trip");
        assertThat(call("db_schema", "find", "zebra").text())
                .contains("tables: boat, \"odd trip\"");
    }

    @Test
    void rowsAreCsvAndTruncationIsExact() {
        assertThat(query("SELECT * FROM boat ORDER BY id"))
                .endsWith(
                        """
                        rows=3 truncated=false source=boats
                        id,name,kind,length
                        1,Petrel,sail,9.5
                        2,Otter,motor,7.25
                        3,"Wren, grey",sail,\
                        """);
        assertThat(call("db_query", "sql", "SELECT id FROM boat", "limit", 3).text())
                .contains("rows=3 truncated=false");
        assertThat(call("db_query", "sql", "SELECT id FROM boat", "limit", 2).text())
                .contains("rows=2 truncated=true");
        assertThat(query("SELECT '' AS e, x'0102' AS b, 1e3 AS r"))
                .endsWith("e,b,r\n\"\",<blob of 2 bytes>,1000.0");
    }

    @Test
    void placeholdersKeepTheirTypes() {
        assertThat(
                        call(
                                        "db_query",
                                        "sql",
                                        "SELECT count(*) FROM boat WHERE length > ? AND kind = ?",
                                        "params",
                                        List.of("8", "sail"))
                                .text())
                .endsWith("\n1");
        assertThat(call("db_query", "sql", "SELECT ? || 'x'", "params", "007").text())
                .endsWith("007x");
        assertThat(query("SELECT ?")).contains("1 placeholders, but params has 0 values");
    }

    @Test
    void errorsSayWhatThereIs() {
        assertThat(query("SELECT nmae FROM boat"))
                .isEqualTo(
                        "error: There is no column nmae. Did you mean name?"
                                + " Columns: boat(id, name, kind, length).");
        assertThat(query("SELECT day FROM boat")).contains("day is in odd trip.");
        assertThat(query("SELECT * FROM boats"))
                .isEqualTo(
                        "error: There is no table boats. Did you mean boat?"
                                + " Tables: boat, odd trip, sailing.");
        assertThat(query("SELECT year(day) FROM \"odd trip\"")).contains("strftime('%Y', column)");
        assertThat(query("SELECT FROM boat")).contains("syntax error");
        assertThat(call("db_query", "sql", "SELECT 1", "source", "boat").text())
                .contains("no database boat. Did you mean boats?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO boat VALUES (9,'x','x',1)",
                "WITH x AS (SELECT 1) DELETE FROM boat",
                "/* SELECT */ UPDATE boat SET name = 'x'",
                "DROP TABLE boat",
                "SELECT 1; DROP TABLE boat",
                "SELECT ';'; DELETE FROM boat -- '",
                "EXPLAIN PRAGMA query_only = OFF",
                "PRAGMA query_only(0)",
                "PRAGMA main.journal_mode = DELETE",
                "PRAGMA writable_schema = 1",
                "ATTACH 'other.db' AS o",
                "VACUUM INTO 'copy.db'",
                "BEGIN",
                "backup to 'copy.db'",
                "restore from 'other.db'",
                "SELECT load_extension('x')",
                "SELECT 'never closed",
                "SELECT 1 \u0000 ; x",
                "   ",
                "-- nothing"
            })
    void whatIsNotOneReadingStatementIsRefused(String sql) throws IOException {
        byte[] before = Files.readAllBytes(file);

        assertThat(query(sql)).startsWith("error: ");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("boats.db", "other.db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';' AS \"a;b\", [id] FROM boat -- the end; really",
                "SELECT 1; -- done",
                "VALUES (1),(2)",
                "WITH x AS (SELECT 1 AS a) SELECT * FROM x",
                "PRAGMA table_info(boat)",
                "PRAGMA main.foreign_key_list('odd trip')",
                "PRAGMA journal_mode",
                "SELECT * FROM pragma_table_info('boat')",
                "EXPLAIN QUERY PLAN SELECT * FROM boat",
                "SELECT replace(name, 'drop', 'create') FROM sailing"
            })
    void readingStatementsRun(String sql) {
        assertThat(query(sql)).startsWith("ok ");
    }

    @Test
    void aWriteOpensWithWhatToDo() {
        assertThat(query("DROP TABLE boat"))
                .isEqualTo(
                        "error: DROP is refused: the database is read-only here. Answer from what a"
                                + " SELECT returns, or tell the user that nothing was changed.");
    }

    @Test
    void aPlanIsShown() {
        assertThat(
                        call("db_query", "sql", "SELECT * FROM boat WHERE id = 1", "explain", true)
                                .text())
                .contains("SEARCH boat USING INTEGER PRIMARY KEY");
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "SELECT length(randomblob(2000000000))",
                "SELECT hex(zeroblob(1000000000))",
                "SELECT printf('%.*c', 2000000000, 'x')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99)"
                        + " SELECT group_concat(hex(zeroblob(500000))) FROM n"
            })
    void valuesWithoutEndAreCutOff(String sql) {
        assertThat(query(sql)).contains("too large");
    }

    @Test
    @Timeout(20)
    void cancellingStopsTheEngine() throws Exception {
        RunningCall call = RunningCall.quiet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ToolResult> running =
                    threads.submit(() -> box.call("db_query", Map.of("sql", ENDLESS), call));
            call.cancel();
            assertThat(running.get().text()).contains("was stopped");
        }
    }

    @Test
    @Timeout(20)
    void theDeadlineOfTheCallStopsTheEngine() {
        RunningCall call = RunningCall.with(new RunningCall.Listener() {}, Duration.ofMillis(300));

        assertThat(box.call("db_query", Map.of("sql", ENDLESS), call).text())
                .contains("was stopped");
    }

    @Test
    void severalDatabasesAreToldApart() {
        Map<String, String> two = new LinkedHashMap<>();
        two.put("boats", "jdbc:sqlite:" + file);
        two.put("other", folder.resolve("other.db").toString());
        box = tools(two);

        assertThat(call("db_schema").text())
                .contains("database boats:")
                .contains("database other:");
        assertThat(query("SELECT 1"))
                .contains("source is missing. Set source to one of: boats, other");
        assertThat(call("db_query", "sql", "SELECT * FROM t", "source", "other").text())
                .contains("rows=0 truncated=false");
    }

    @Test
    void locationsAreTheOperatorsAndChecked() {
        assertThatThrownBy(() -> tools(Map.of("x", "jdbc:h2:mem:x")))
                .hasMessageContaining("from files only");
        assertThatThrownBy(() -> tools(Map.of("x", "jdbc:sqlite::resource:http://127.0.0.1/x")))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> tools(Map.of("x", file + "?load_extension=true")))
                .hasMessageContaining("question mark");
        assertThatThrownBy(() -> tools(Map.of("x", folder.resolve("none.db").toString())))
                .hasMessageContaining("--db x=FILE");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedAsSuch() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text.db"), "no database, just words ".repeat(99));
        assertThatThrownBy(() -> tools(Map.of("x", text.toString())))
                .hasMessageContaining("no database that is known here");
        box = tools(Map.of("x", "jdbc:sqlite:" + text));

        assertThat(query("SELECT * FROM t")).contains("cannot be opened as SQLite");
        assertThat(call("db_schema").text()).contains("cannot be opened as SQLite");
    }

    @Test
    void aDatabaseInWalModeIsRead() throws SQLException {
        Path wal = folder.resolve("wal.db");
        create(wal, "PRAGMA journal_mode=WAL", "CREATE TABLE w(a)", "INSERT INTO w VALUES (5)");
        box = tools(Map.of("wal", wal.toString()));

        assertThat(query("SELECT a FROM w")).endsWith("a\n5");
    }
}
