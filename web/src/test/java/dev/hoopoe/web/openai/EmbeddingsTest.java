package dev.hoopoe.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of vectors on the wire. */
@Timeout(120)
class EmbeddingsTest {
    private static final String PATH = "/v1/embeddings";

    /** A vector of two numbers: how long a text is, and how many vowels it has. */
    private static final class LengthAndVowels implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            List<Embedding> vectors = texts.stream().map(t -> vector(t.text())).toList();
            return Response.from(vectors, new TokenUsage(texts.size() * 3));
        }

        private static Embedding vector(String text) {
            long vowels = text.chars().filter(c -> "aeiou".indexOf(c) >= 0).count();
            return Embedding.from(new float[] {text.length() + 0.25f, vowels});
        }

        @Override
        public int dimension() {
            return 2;
        }
    }

    @TempDir private static Path cache;
    private static EmbeddedModel model;
    private static WebServer server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        model = Weights.open(cache);
        ServedModels models =
                ServedModels.of(Weights.NAME, model).withEmbedding("counts", new LengthAndVowels());
        server =
                WebServer.start(
                        Binding.loopback(0),
                        WebLimits.DEFAULTS,
                        Set.of(),
                        new OpenAiEndpoint(models, EndpointLimits.DEFAULTS, WebLimits.DEFAULTS));
        client = Client.of(server.address());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void oneText() throws Exception {
        JsonNode answer = client.post(PATH, "{\"model\":\"counts\",\"input\":\"hoopoe\"}").json();
        assertThat(answer.at("/data/0/embedding").toString()).isEqualTo("[6.25,4.0]");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(answer.path("model").asText()).isEqualTo("counts");
    }

    @Test
    void manyTextsKeepTheirOrder() throws Exception {
        String inputs = "\"a\",".repeat(20) + "\"bbb\"";
        JsonNode answer = client.post(PATH, "{\"input\":[%s]}".formatted(inputs)).json();
        assertThat(answer.path("data")).hasSize(21);
        assertThat(answer.at("/data/20/index").asInt()).isEqualTo(20);
        assertThat(answer.at("/data/20/embedding").toString()).isEqualTo("[3.25,0.0]");
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(63);
    }

    @Test
    void base64HoldsLittleEndianFloats() throws Exception {
        JsonNode answer =
                client.post(PATH, "{\"input\":\"hoopoe\",\"encoding_format\":\"base64\"}").json();
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(answer.at("/data/0/embedding").asText()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(8);
        assertThat(bytes.getFloat()).isEqualTo(6.25f);
        assertThat(bytes.getFloat()).isEqualTo(4f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {}                                         | input is missing
                    {"input":[]}                               | at least one text
                    {"input":""}                               | says nothing
                    {"input":"  "}                             | spaces only
                    {"input":[1,2,3]}                          | token numbers
                    {"input":[[1,2]]}                          | token numbers
                    {"input":{"text":"a"}}                     | array of strings
                    {"input":"a","encoding_format":"int8"}     | float or base64
                    {"input":"a","dimensions":5}               | cannot be shortened
                    {"input":"a","model":"smollm2-135m"}       | cannot do this; use counts
                    """)
    void whatCannotBe(String body, String about) throws Exception {
        Client.Answer answer = client.post(PATH, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).contains(about);
    }

    @Test
    void tooManyTexts() throws Exception {
        String inputs = "\"a\",".repeat(EndpointLimits.DEFAULT_EMBEDDING_INPUTS) + "\"a\"";
        Client.Answer answer = client.post(PATH, "{\"input\":[%s]}".formatted(inputs));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).contains("at most 256");
    }

    @Test
    void bothModelsAreListed() throws Exception {
        assertThat(client.get("/v1/models").json().path("data"))
                .extracting(m -> m.path("id").asText())
                .containsExactly(Weights.NAME, "counts");
        assertThat(client.get("/v1/models/counts").json().path("object").asText())
                .isEqualTo("model");
    }
}
