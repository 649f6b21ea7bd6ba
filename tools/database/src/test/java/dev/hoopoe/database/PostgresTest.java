package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTest extends EngineContract {
    private PostgresServer server;
    private int databases;

    @BeforeAll
    void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Override
    DatabaseSource create() throws SQLException {
        databases++;
        try (Connection connection = server.owner("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE boats" + databases);
        }
        return source("owner");
    }

    private DatabaseSource source(String user) {
        return new DatabaseSource(
                server.url("boats" + databases),
                Optional.of(user),
                Optional.of(""),
                Optional.empty(),
                false);
    }

    @Override
    Connection owner() throws SQLException {
        return server.owner("boats" + databases);
    }

    @Override
    String endless() {
        return "SELECT count(*) FROM generate_series(1, 1000000000) a, generate_series(1, 1000) b";
    }

    /** As a superuser, on whom the rights of a role are no guard. */
    @Test
    void whatReachesBeyondReadingIsRefused() throws SQLException {
        owner(
                "CREATE FUNCTION evil_write() RETURNS int LANGUAGE sql AS"
                        + " 'DELETE FROM trip; SELECT 1'",
                "CREATE SEQUENCE seq1");
        for (String sql :
                List.of(
                        "SELECT evil_write()",
                        "SELECT nextval('seq1')",
                        "SELECT set_config('transaction_read_only', 'off', false)",
                        "SELECT pg_catalog.set_config('statement_timeout', '0', false)",
                        "SELECT \"set_config\"('statement_timeout', '0', false)",
                        "SELECT U&\"\\0073et_config\"('statement_timeout', '0', false)",
                        "SELECT query_to_xml('SELECT 1', true, true, '')",
                        "SELECT pg_read_file('/etc/passwd')",
                        "SELECT lo_import('/etc/passwd')",
                        "SELECT lo_create(4242)",
                        "SELECT pg_sleep(1)",
                        "SELECT pg_advisory_lock(1)",
                        "SELECT pg_notify('a', 'b')",
                        "SELECT rolpassword FROM pg_authid",
                        "SELECT * FROM pg_catalog.\"pg_shadow\"",
                        "SELECT * FROM pg_hba_file_rules",
                        "WITH x AS (DELETE FROM trip RETURNING *) SELECT * FROM x",
                        "SELECT 1 /* never closed",
                        "SELECT E'\\'; DELETE FROM trip --'",
                        "SELECT $a$ ; $a$; DELETE FROM trip",
                        "COPY boat TO PROGRAM 'id'",
                        "COPY (SELECT 1) TO STDOUT",
                        "DO $$ BEGIN DELETE FROM trip; END $$",
                        "LISTEN x",
                        "PREPARE p AS SELECT 1",
                        "EXECUTE p",
                        "DECLARE c CURSOR FOR SELECT 1",
                        "LOCK TABLE boat",
                        "SHOW server_version",
                        "CREATE TEMP TABLE t(a int)",
                        "EXPLAIN (ANALYZE) DELETE FROM trip")) {
            String text = query(sql);
            if (!sql.startsWith("SELECT E'")) {
                assertThat(text).as(sql).startsWith("error: ");
            }
        }
        assertThat(query("SELECT count(*) FROM trip")).endsWith("\n3");
    }

    @Test
    void itsOwnWaysOfReadingRun() {
        for (String sql :
                List.of(
                        "TABLE boat",
                        "VALUES (1), (2)",
                        "(SELECT id FROM boat) UNION (SELECT id FROM trip)",
                        "/* outer /* nested; DROP */ still */ SELECT 1",
                        "SELECT $tag$it's; DELETE$tag$ AS d, E'\\'; DROP' AS e",
                        "SELECT ARRAY[1, 2] AS a, '{\"a\": 1}'::jsonb AS j, true AS t, now() AS n",
                        "SELECT table_name FROM information_schema.tables")) {
            assertThat(query(sql)).as(sql).startsWith("ok ");
        }
    }

    @Test
    @Timeout(30)
    void aFloodOfRowsIsCutOff() {
        assertThat(query("SELECT * FROM generate_series(1, 50000000)"))
                .contains("rows=100 truncated=true");
        assertThat(query("SELECT repeat('x', 500000000)")).startsWith("error: ");
    }

    @Test
    void aReaderSeesKeysAndIsNotWarnedAbout() throws SQLException {
        String reader = "reader" + databases;
        owner("CREATE ROLE " + reader + " LOGIN", "GRANT SELECT ON boat, trip TO " + reader);
        try (Databases opened =
                Databases.open(
                        Map.of("mine", source("owner"), "read", source(reader)), List.of())) {
            assertThat(opened.warnings(RunningCall.quiet()))
                    .containsOnlyKeys("mine")
                    .containsValue("the user owner is a superuser; make one that may only SELECT");
            box = ToolBox.of(new DatabaseTools(opened));
            assertThat(call("db_schema", "source", "read").text())
                    .contains("boat(id INTEGER PK", "boat_id INTEGER -> boat.id")
                    .doesNotContain("sailing");
            assertThat(call("db_query", "sql", "SELECT * FROM sailing", "source", "read").text())
                    .contains("permission denied");
        }
    }

    @Test
    void numbersGivenByASequenceDoNotChangeTheEffect() throws SQLException {
        owner("CREATE TABLE log(id serial PRIMARY KEY, said text, at timestamp DEFAULT now())");
        String sql = "INSERT INTO log(said) VALUES ('ahoy')";
        String preview = call("db_write", "sql", sql).text();
        AtomicReference<String> question = new AtomicReference<>("");

        assertThat(
                        call(
                                        answering(true, question),
                                        "db_write",
                                        "sql",
                                        sql,
                                        "commit",
                                        token(preview))
                                .text())
                .contains("committed=true");
    }

    @Test
    void addressesThatSetMoreThanAnAddressAreRefused() {
        for (String settings :
                List.of(
                        "socketFactory=x.Y",
                        "sslfactory=x.Y",
                        "options=-c%20default_transaction_read_only=off",
                        "password=secret",
                        "loggerFile=/tmp/x")) {
            DatabaseSource source =
                    DatabaseSource.at("jdbc:postgresql://127.0.0.1:1/x?" + settings);
            assertThatThrownBy(() -> Databases.open(Map.of("x", source), List.of()))
                    .as(settings)
                    .hasMessageContaining("not allowed")
                    .hasMessageNotContaining("secret");
        }
        assertThat(
                        ToolBox.of(
                                        new DatabaseTools(
                                                Databases.of(
                                                        Map.of(
                                                                "x",
                                                                "jdbc:postgresql://127.0.0.1:1/x"))))
                                .call("db_schema", Map.of(), RunningCall.quiet())
                                .text())
                .contains("cannot be reached");
    }
}
