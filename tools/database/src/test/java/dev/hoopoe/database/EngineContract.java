package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every engine. */
abstract class EngineContract {
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE boat(id INTEGER PRIMARY KEY, name VARCHAR(40), kind VARCHAR(10),"
                            + " weight DECIMAL(9,2))",
                    "CREATE TABLE trip(id INTEGER PRIMARY KEY, boat_id INTEGER, started DATE,"
                            + " FOREIGN KEY (boat_id) REFERENCES boat(id))",
                    "INSERT INTO boat VALUES (1,'Petrel','sail',9.50),(2,'Otter','motor',7.25),"
                            + "(3,'Wren, grey','sail',NULL)",
                    "INSERT INTO trip VALUES (1,1,'2025-03-01'),(2,1,'2025-03-04'),(3,2,NULL)",
                    "CREATE VIEW sailing AS SELECT name FROM boat WHERE kind = 'sail'");

    private Databases databases;
    ToolBox box;

    /** A fresh, empty database, made by its owner. */
    abstract DatabaseSource create() throws Exception;

    /** A connection of the owner, on which everything is allowed. */
    abstract Connection owner() throws SQLException;

    /** A query that runs for ever. */
    abstract String endless();

    @BeforeEach
    void open() throws Exception {
        DatabaseSource source = create();
        owner(TABLES.toArray(String[]::new));
        databases = Databases.open(Map.of("boats", source.asWritable()), List.of());
        box = ToolBox.of(new DatabaseTools(databases), new WriteTools(databases));
    }

    @AfterEach
    void close() {
        databases.close();
    }

    final void owner(String... statements) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    final ToolResult call(String tool, Object... pairs) {
        return call(RunningCall.quiet(), tool, pairs);
    }

    final ToolResult call(RunningCall call, String tool, Object... pairs) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i].toString(), pairs[i + 1]);
        }
        return box.call(tool, arguments, call);
    }

    final String query(String sql) {
        return call("db_query", "sql", sql).text();
    }

    @Test
    void theSchemaHasKeysCountsAndValues() {
        assertThat(call("db_schema").text().toLowerCase(java.util.Locale.ROOT))
                .contains("boat(id int", " pk, name ", "'motor'|'sail'", "3 rows")
                .contains("-> boat.id")
                .contains("view sailing(name ");
        assertThat(call("db_schema", "find", "boat", "detail", "full").text()).contains("Petrel");
    }

    @Test
    void rowsAreCsvAndTruncationIsExact() {
        assertThat(query("SELECT name, weight FROM boat ORDER BY id"))
                .contains("rows=3 truncated=false source=boats")
                .endsWith("Petrel,9.50\nOtter,7.25\n\"Wren, grey\",");
        assertThat(call("db_query", "sql", "SELECT id FROM boat", "limit", 3).text())
                .contains("rows=3 truncated=false");
        assertThat(call("db_query", "sql", "SELECT id FROM boat", "limit", 2).text())
                .contains("rows=2 truncated=true");
        assertThat(query("SELECT count(*) AS n FROM boat b JOIN trip t ON t.boat_id = b.id"))
                .endsWith("\n3");
    }

    @Test
    void placeholdersTakeTheTypesOfTheirColumns() {
        assertThat(
                        call(
                                        "db_query",
                                        "sql",
                                        "SELECT name FROM boat WHERE weight > ? AND kind = ? AND id < ?",
                                        "params",
                                        List.of("8", "sail", "9"))
                                .text())
                .endsWith("\nPetrel");
        assertThat(
                        call(
                                        "db_query",
                                        "sql",
                                        "SELECT count(*) FROM trip WHERE started > ?",
                                        "params",
                                        "2025-03-02")
                                .text())
                .endsWith("\n1");
        assertThat(query("SELECT name FROM boat WHERE id = ?"))
                .contains("1 placeholders, but params has 0 values");
    }

    @Test
    void errorsSayWhatThereIs() {
        assertThat(query("SELECT nmae FROM boat")).containsIgnoringCase("Did you mean name?");
        assertThat(query("SELECT * FROM boats")).containsIgnoringCase("Did you mean boat?");
    }

    @Test
    void aPlanIsShown() {
        assertThat(
                        call("db_query", "sql", "SELECT * FROM boat WHERE id = 1", "explain", true)
                                .text())
                .startsWith("ok ")
                .containsIgnoringCase("boat");
        assertThat(query("EXPLAIN SELECT * FROM boat")).startsWith("ok ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO boat VALUES (9,'x','x',1)",
                "UPDATE boat SET name = 'x'",
                "DELETE FROM boat",
                "/* SELECT */ DELETE FROM boat",
                "WITH x AS (SELECT 1) DELETE FROM boat",
                "SELECT 1; DROP TABLE trip",
                "SELECT ';' ; DELETE FROM boat -- '",
                "COMMIT; DROP TABLE trip",
                "EXPLAIN DELETE FROM boat",
                "EXPLAIN ANALYZE DELETE FROM boat",
                "CREATE TABLE evil(a INT)",
                "DROP VIEW sailing",
                "ALTER TABLE boat ADD COLUMN evil INT",
                "SELECT * INTO evil FROM boat",
                "SELECT * FROM boat FOR UPDATE",
                "BEGIN",
                "ROLLBACK",
                "SET x = 1",
                "CALL evil()",
                "SELECT 'never closed",
                "SELECT 1 /* never closed",
                "/* a /* b */ DELETE FROM boat -- */",
                "SELECT 1 \u0000 ; x",
                "   "
            })
    void whatIsNotOneReadingStatementIsRefused(String sql) throws SQLException {
        assertThat(query(sql)).startsWith("error: ");

        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n3");
        assertThat(query("SELECT count(*) FROM trip")).endsWith("\n3");
        assertThat(query("SELECT count(*) FROM sailing")).endsWith("\n2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 AS x; -- the end",
                "-- leading\nSELECT id FROM boat",
                "WITH x AS (SELECT 1 AS a) SELECT * FROM x",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 10)"
                        + " SELECT sum(i) AS s FROM n",
                "SELECT replace(name, 'drop; table', 'create') AS r FROM sailing",
                "SELECT id AS \"update\", name AS \"drop;table\" FROM boat",
                "(SELECT id FROM boat) UNION (SELECT id FROM trip)",
                "SELECT 'größe 東京 🙂' AS u",
                "SELECT CASE WHEN id > 1 THEN 'into' ELSE 'delete' END AS k FROM boat"
            })
    void readingStatementsRun(String sql) {
        assertThat(query(sql)).startsWith("ok ");
    }

    @Test
    @Timeout(30)
    void theDeadlineOfTheCallEndsTheQuery() {
        query("SELECT 1");
        RunningCall call = RunningCall.with(new RunningCall.Listener() {}, Duration.ofMillis(700));

        assertThat(call(call, "db_query", "sql", endless()).text()).contains("was stopped");
        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n3");
    }

    @Test
    @Timeout(30)
    void cancellingEndsTheQuery() throws Exception {
        query("SELECT 1");
        RunningCall call = RunningCall.quiet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ToolResult> running =
                    threads.submit(() -> call(call, "db_query", "sql", endless()));
            call.cancel();
            assertThat(running.get().text()).contains("was stopped");
        }
        assertThat(query("SELECT count(*) FROM boat")).endsWith("\n3");
    }

    static String token(String preview) {
        Matcher token = Pattern.compile("commit=(\\w+)").matcher(preview);
        assertThat(token.find()).as(preview).isTrue();
        return token.group(1);
    }

    static RunningCall answering(boolean yes, AtomicReference<String> question) {
        return RunningCall.with(
                new RunningCall.Listener() {
                    @Override
                    public boolean ask(String text) {
                        question.set(text);
                        return yes;
                    }
                });
    }

    @Test
    void aChangeIsShownThenAskedForThenKept() {
        String sql = "UPDATE boat SET kind = ? WHERE weight > ?";
        List<String> params = List.of("oar", "8");
        String preview = call("db_write", "sql", sql, "params", params).text();

        assertThat(preview)
                .contains("changed=0 would_change=1 committed=false")
                .contains("Petrel,sail,9.50")
                .contains("Petrel,oar,9.50");
        assertThat(query("SELECT count(*) FROM boat WHERE kind = 'oar'")).endsWith("\n0");

        String token = token(preview);
        AtomicReference<String> question = new AtomicReference<>("");
        ToolResult no =
                call(
                        answering(false, question),
                        "db_write",
                        "sql",
                        sql,
                        "params",
                        params,
                        "commit",
                        token);
        assertThat(no.text()).contains("did not allow");
        assertThat(question.get()).contains(sql, "oar, 8", "1 row would change");
        assertThat(query("SELECT count(*) FROM boat WHERE kind = 'oar'")).endsWith("\n0");

        ToolResult yes =
                call(
                        answering(true, question),
                        "db_write",
                        "sql",
                        sql,
                        "params",
                        params,
                        "commit",
                        token);
        assertThat(yes.text()).contains("changed=1 committed=true");
        assertThat(query("SELECT count(*) FROM boat WHERE kind = 'oar'")).endsWith("\n1");
    }

    @Test
    void aTokenStandsForOneEffectOnly() throws SQLException {
        AtomicReference<String> question = new AtomicReference<>("");
        String sql = "DELETE FROM trip WHERE boat_id = 1";
        String token = token(call("db_write", "sql", sql).text());

        assertThat(
                        call(
                                        answering(true, question),
                                        "db_write",
                                        "sql",
                                        "DELETE FROM trip WHERE boat_id = 2",
                                        "commit",
                                        token)
                                .text())
                .contains("Nothing is changed");
        owner("INSERT INTO trip VALUES (7,1,'2025-04-01')");
        String again =
                call(answering(true, question), "db_write", "sql", sql, "commit", token).text();
        assertThat(again).contains("Nothing is changed", "3 rows would change");
        assertThat(question.get()).isEmpty();
        assertThat(query("SELECT count(*) FROM trip")).endsWith("\n4");

        call(answering(true, question), "db_write", "sql", sql, "commit", token(again));
        assertThat(query("SELECT count(*) FROM trip")).endsWith("\n1");
    }

    @Test
    void insertedRowsAreShown() {
        String sql = "INSERT INTO boat(id, name) VALUES (?, ?)";
        List<String> params = List.of("8", "Heron");
        String preview = call("db_write", "sql", sql, "params", params).text();

        assertThat(preview).contains("1 row would change", "8,Heron");
        AtomicReference<String> question = new AtomicReference<>("");
        String done =
                call(
                                answering(true, question),
                                "db_write",
                                "sql",
                                sql,
                                "params",
                                params,
                                "commit",
                                token(preview))
                        .text();
        assertThat(done).contains("committed=true");
        assertThat(query("SELECT name FROM boat WHERE id = 8")).endsWith("\nHeron");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE trip",
                "CREATE TABLE evil(a INT)",
                "TRUNCATE TABLE trip",
                "SELECT 1",
                "DELETE FROM trip; DELETE FROM boat",
                "UPDATE boat SET name = 'x' FROM trip WHERE trip.boat_id = boat.id",
                "DELETE FROM trip USING boat WHERE boat.id = trip.boat_id",
                "UPDATE boat, trip SET name = 'x'",
                "DELETE FROM trip LIMIT 1",
                "INSERT INTO trip(id) VALUES (9) RETURNING id",
                "UPDATE",
                "INSERT boat"
            })
    void aChangeThatCouldNotBeShownIsRefused(String sql) {
        assertThat(call("db_write", "sql", sql).text()).startsWith("error: ");
        assertThat(query("SELECT count(*) FROM trip")).endsWith("\n3");
    }
}
