package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's parts; that a model can do it is shown by running it. */
class DemoTest {
    @TempDir private Path place;

    @Test
    void theSiteServesItsPagesAndNothingElse() throws Exception {
        try (DemoSite site = DemoSite.start()) {
            assertThat(get(site, "/").statusCode()).isEqualTo(200);
            assertThat(get(site, "/robots.txt").body()).containsIgnoringCase("user-agent");
            assertThat(get(site, "/tickets.html").body()).contains("32");
            assertThat(get(site, "/nothing.html").statusCode()).isEqualTo(404);
            assertThat(get(site, "/../aviary.sql").statusCode()).isEqualTo(404);
            assertThat(get(site, "/%2e%2e/aviary.sql").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(DemoSite site, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + site.host() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theWorldCanBeLaidOutTwice() throws IOException {
        DemoWorld.in(place);
        DemoWorld world = DemoWorld.in(place);

        Cli cli = new Cli(place);
        String sql = "sql=SELECT sum(count) AS n FROM (SELECT 1 AS count)";
        assertThat(world.folder().resolve("rota.md")).content().contains("Mirela");
        assertThat(cli.run("call", "db_query", sql, "--db", "aviary=" + world.database())).isZero();
    }

    @Test
    void aTaskIsRightByItsAnswerOrByItsFile() throws IOException {
        DemoTask price = DemoTask.ALL.getFirst();
        assertThat(price.right("It costs 32 euros.", place)).isTrue();
        assertThat(price.right("It costs 320 euros.", place)).isFalse();
        assertThat(price.right("", place)).isFalse();

        DemoTask written = DemoTask.ALL.getLast();
        assertThat(written.right("I wrote 5.", place)).isFalse();
        Files.writeString(place.resolve(written.file()), "5\n");
        assertThat(written.right("", place)).isTrue();
    }
}
