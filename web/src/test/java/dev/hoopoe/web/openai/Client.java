package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A caller of one server. */
record Client(HttpClient http, URI server) {
    private static final JsonMapper JSON = new JsonMapper();

    static Client of(URI server) {
        return new Client(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), server);
    }

    /** An answer that came whole. */
    record Answer(int status, JsonNode json, HttpResponse<String> http) {}

    Answer post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer get(String path, String... headers) throws Exception {
        return send(request(path, headers));
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofMinutes(2));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The lines of a stream, while they come; closing it leaves. */
    Stream<String> lines(String path, String body) throws IOException, InterruptedException {
        return http.send(
                        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    /** The values of a whole stream, which must end as it should. */
    List<JsonNode> events(String path, String body) throws Exception {
        List<String> data;
        try (Stream<String> lines = lines(path, body)) {
            data =
                    lines.filter(line -> line.startsWith("data: "))
                            .map(line -> line.substring("data: ".length()))
                            .toList();
        }
        if (!data.getLast().equals("[DONE]")) {
            throw new AssertionError("The stream ended with " + data.getLast());
        }
        List<JsonNode> values = new java.util.ArrayList<>();
        for (String value : data.subList(0, data.size() - 1)) {
            values.add(JSON.readTree(value));
        }
        return values;
    }
}
