package dev.hoopoe.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.RunningCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Needs Debian's package mariadb-server; continuous integration installs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaTest extends EngineContract {
    private MariaServer server;
    private int databases;

    @BeforeAll
    void start() throws Exception {
        boolean there = MariaServer.program().isPresent();
        // Where everything must run, a missing server is a failure.
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(there, "MariaDB is not installed: apt install mariadb-server");
        }
        server = MariaServer.start();
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    DatabaseSource create() throws SQLException {
        databases++;
        try (Connection connection = server.owner("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE boats" + databases + " CHARACTER SET utf8mb4");
        }
        return source("root", "mariadb");
    }

    private DatabaseSource source(String user, String scheme) {
        return new DatabaseSource(
                "jdbc:" + scheme + server.url("boats" + databases),
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
        return "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b"
                + " WHERE a.seq * b.seq % 7 = 3";
    }

    /** As root, on whom the rights of a user are no guard. */
    @Test
    void whatReachesBeyondReadingIsRefused() throws SQLException {
        owner(
                "CREATE FUNCTION evil() RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM trip;"
                        + " RETURN 1; END");
        for (String sql :
                List.of(
                        "SELECT evil()",
                        "SELECT * FROM boat INTO OUTFILE '/tmp/hoopoe-out'",
                        "SELECT id INTO @x FROM boat",
                        "SELECT LOAD_FILE('/etc/passwd')",
                        "SELECT SLEEP(1)",
                        "SELECT BENCHMARK(1000000000, 1)",
                        "SELECT GET_LOCK('a', 1)",
                        "SELECT 1 /*! ; DELETE FROM trip */",
                        "SELECT 1 /*M! , evil() */",
                        "SELECT 'a\\' ; DELETE FROM trip -- '",
                        "SELECT 'a\\'; DELETE FROM trip",
                        "SELECT 1 # ; DELETE FROM trip\n; DELETE FROM trip",
                        "SELECT 5--2; DELETE FROM trip",
                        "LOAD DATA INFILE '/etc/passwd' INTO TABLE boat",
                        "SET SESSION TRANSACTION READ WRITE",
                        "SELECT * FROM boat LOCK IN SHARE MODE",
                        "DO SLEEP(1)",
                        "HANDLER boat OPEN",
                        "FLUSH TABLES",
                        "KILL 1",
                        "SELECT 1 /* never closed",
                        "SELECT * FROM mysql.global_priv")) {
            String text = query(sql);
            if (!sql.equals("SELECT 'a\\' ; DELETE FROM trip -- '")) {
                assertThat(text).as(sql).startsWith("error: ");
            }
        }
        assertThat(query("SELECT count(*) FROM trip")).endsWith("\n3");
    }

    @Test
    void itsOwnWaysOfReadingRun() {
        for (String sql :
                List.of(
                        "SHOW TABLES",
                        "DESCRIBE boat",
                        "SELECT `name` FROM boat # a comment",
                        "(SELECT id FROM boat) UNION (SELECT id FROM trip)",
                        "SELECT 5--2 AS seven",
                        "SELECT 'it\\'s; DELETE' AS t")) {
            assertThat(query(sql)).as(sql).startsWith("ok ");
        }
    }

    @Test
    void aReaderIsNotWarnedAbout() throws SQLException {
        String reader = "reader" + databases;
        owner(
                "CREATE USER " + reader + "@'%'",
                "GRANT SELECT ON boats" + databases + ".* TO " + reader + "@'%'");
        try (Databases opened =
                Databases.open(
                        Map.of("mine", source("root", "mysql"), "read", source(reader, "mariadb")),
                        List.of())) {
            assertThat(opened.warnings(RunningCall.quiet())).containsOnlyKeys("mine");
        }
    }

    @Test
    void addressesThatSetMoreThanAnAddressAreRefused() {
        for (String url :
                List.of(
                        "jdbc:mysql://address=(host=127.0.0.1)(port=1)(allowLoadLocalInfile=true)/x",
                        "jdbc:mysql://127.0.0.1/x?autoDeserialize=true",
                        "jdbc:mariadb://127.0.0.1/x?allowMultiQueries=true",
                        "jdbc:mariadb://127.0.0.1/x?allowLocalInfile=true",
                        "jdbc:mariadb:loadbalance://a,b/x")) {
            assertThatThrownBy(() -> Databases.of(Map.of("x", url)))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
