package dev.hoopoe.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hoopoe.inference.Bounds;
import dev.hoopoe.inference.Cancellation;
import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.TestModel;
import dev.hoopoe.inference.llama.Pooling;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedEmbeddingModelTest {
    private static final int WIDTH = 384;

    private static EmbeddedEmbeddingModel model;

    @BeforeAll
    static void open() {
        model =
                EmbeddedEmbeddingModel.open(
                        TestEmbeddingModel.file(), TestEmbeddingModel.options());
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    private static Embeddings embed(List<String> texts) {
        return model.embed(texts, EmbeddingInputType.DOCUMENT, Bounds.standard());
    }

    private static Embedding embed(String text) {
        return embed(List.of(text)).vectors().getFirst();
    }

    private static double similarity(Embedding one, Embedding other) {
        return CosineSimilarity.between(one, other);
    }

    /** What a plain forward pass of the published weights gives: bench/embeddings/oracle.py. */
    private record Known(String text, int tokens, Embedding vector) {
        static List<Known> all() throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(
                            Known.class.getResourceAsStream("/embedding/all-minilm-l6-v2.jsonl"))) {
                ObjectMapper json = new ObjectMapper();
                List<Known> all = new ArrayList<>();
                for (String line :
                        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                    all.add(of(json.readTree(line)));
                }
                return all;
            }
        }

        private static Known of(JsonNode line) {
            ByteBuffer halves =
                    ByteBuffer.wrap(Base64.getDecoder().decode(line.get("vector").asText()))
                            .order(ByteOrder.LITTLE_ENDIAN);
            float[] vector = new float[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                vector[i] = Float.float16ToFloat(halves.getShort());
            }
            return new Known(
                    line.get("text").asText(), line.get("ids").size(), Embedding.from(vector));
        }
    }

    // llama.cpp v0.4.0 takes these off as if they were accents; the published tokenizer does not.
    private static boolean hasSpacingMarks(Known known) {
        return known.text()
                .codePoints()
                .anyMatch(c -> Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    @Test
    void computesWhatThePublishedWeightsDo() throws IOException {
        List<Known> known = Known.all();
        List<Known> alike = known.stream().filter(one -> !hasSpacingMarks(one)).toList();
        assertThat(alike).hasSize(50);
        Embeddings made = embed(alike.stream().map(Known::text).toList());
        List<String> different = new ArrayList<>();
        for (int i = 0; i < alike.size(); i++) {
            double similarity = similarity(made.vectors().get(i), alike.get(i).vector());
            if (similarity < 0.999) {
                different.add(alike.get(i).text() + ": " + similarity);
            }
        }
        assertThat(different).isEmpty();
        assertThat(made.tokens()).isEqualTo(alike.stream().mapToInt(Known::tokens).sum());
        assertThat(made.truncated()).isZero();
    }

    @Test
    void findsWhatMeansTheSame() {
        Embedding question = embed("How do I get back into my account?");
        assertThat(similarity(question, embed("Resetting a forgotten password")))
                .isGreaterThan(similarity(question, embed("The cat sleeps on the sofa")) + 0.2);
    }

    @Test
    void aBatchGivesWhatSingleTextsGiveInTheirOrder() {
        List<String> texts = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            texts.add("Item " + i + " of the stock" + " is new".repeat(random.nextInt(60)) + ".");
        }
        List<Embedding> together = embed(texts).vectors();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(similarity(together.get(i), embed(texts.get(i)))).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void embedsAThousandShortTexts() {
        List<String> texts = IntStream.range(0, 1000).mapToObj(i -> "Order number " + i).toList();
        Embeddings made = embed(texts);
        assertThat(made.vectors()).hasSize(1000);
        assertThat(made.tokens()).isGreaterThan(5000);
        assertThat(similarity(made.vectors().get(937), embed("Order number 937")))
                .isCloseTo(1, within(1e-4));
    }

    @Test
    void vectorsHaveTheLengthOneAndEmptyTextsHaveSome() {
        for (String text : List.of("", " ", "\u200b", "x", "\ud800 lone", "[SEP] [CLS]")) {
            float[] vector = embed(text).vector();
            assertThat(vector).hasSize(WIDTH);
            double square = 0;
            for (float number : vector) {
                square += number * number;
            }
            assertThat(square).isCloseTo(1, within(1e-3));
        }
        assertThat(embed(List.of()).vectors()).isEmpty();
    }

    @Test
    void speaksLangChain4j() {
        Response<List<Embedding>> response =
                model.embedAll(List.of(TextSegment.from("one"), TextSegment.from("two")));
        assertThat(response.content()).hasSize(2);
        assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(6));
        assertThat(model.embed("one").content().vector())
                .containsExactly(response.content().getFirst().vector(), within(1e-3f));
        assertThat(model.dimension()).isEqualTo(WIDTH);
        assertThat(model.modelName()).isEqualTo("all-minilm-l6-v2");
    }

    @Test
    void putsPrefixesBeforeQueriesAndDocuments() {
        try (EmbeddedEmbeddingModel other =
                EmbeddedEmbeddingModel.open(
                        TestEmbeddingModel.file(),
                        TestEmbeddingModel.options()
                                .withPrefixes(new Prefixes("query: ", "passage: ")))) {
            EmbeddingRequest query =
                    EmbeddingRequest.builder()
                            .input("swept wings")
                            .inputType(EmbeddingInputType.QUERY)
                            .build();
            assertThat(
                            similarity(
                                    other.embed(query).embeddings().getFirst(),
                                    embed("query: swept wings")))
                    .isCloseTo(1, within(1e-4));
            assertThat(
                            similarity(
                                    other.embed("swept wings").content(),
                                    embed("passage: swept wings")))
                    .isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void refusesOrCutsWhatIsTooLong() {
        String text = "wing ".repeat(600);
        assertThatThrownBy(() -> embed(List.of("short", text)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("Text 2 has 602 tokens; the model reads 512");
        assertThatThrownBy(() -> embed("a".repeat(EmbeddingOptions.MOST_CHARACTERS + 1)))
                .hasMessageContaining("1000001 characters");
        try (EmbeddedEmbeddingModel cutting =
                EmbeddedEmbeddingModel.open(
                        TestEmbeddingModel.file(),
                        TestEmbeddingModel.options()
                                .withLongestText(12)
                                .withOverlong(Overlong.TRUNCATE))) {
            Embeddings made =
                    cutting.embed(
                            List.of(text, "short"), EmbeddingInputType.DOCUMENT, Bounds.standard());
            assertThat(made.truncated()).isEqualTo(1);
            assertThat(made.cutTokens()).isEqualTo(590);
            assertThat(made.tokens()).isEqualTo(15);
            assertThat(similarity(made.vectors().getFirst(), embed("wing ".repeat(10))))
                    .isCloseTo(1, within(1e-4));
        }
    }

    private static List<String> many() {
        return IntStream.range(0, 4000).mapToObj(i -> i + " wings ".repeat(100)).toList();
    }

    @Test
    void stopsAtTheDeadline() {
        Bounds soon = new Bounds(Cancellation.none(), Duration.ofMillis(300));
        long started = System.nanoTime();
        assertThatThrownBy(() -> model.embed(many(), EmbeddingInputType.DOCUMENT, soon))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("of 4000 texts were embedded in 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void stopsWhenCancelledOrInterrupted() {
        AtomicInteger asked = new AtomicInteger();
        Cancellation later = () -> asked.incrementAndGet() > 6000;
        assertThatThrownBy(() ->
                        model.embed(
                                many(),
                                EmbeddingInputType.DOCUMENT,
                                new Bounds(later, Duration.ofMinutes(5))))
                .isInstanceOf(CancellationException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> embed("anything")).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(embed("works again").dimension()).isEqualTo(WIDTH);
    }

    @Test
    void closingEndsRunningCallsAndRefusesLaterOnes() throws Exception {
        EmbeddedEmbeddingModel other =
                EmbeddedEmbeddingModel.open(
                        TestEmbeddingModel.file(), TestEmbeddingModel.options());
        CountDownLatch computing = new CountDownLatch(4000);
        Cancellation watch =
                () -> {
                    computing.countDown();
                    return false;
                };
        Bounds bounds = new Bounds(watch, Duration.ofMinutes(5));
        CompletableFuture<Embeddings> running =
                CompletableFuture.supplyAsync(
                        () -> other.embed(many(), EmbeddingInputType.DOCUMENT, bounds));
        assertThat(computing.await(2, TimeUnit.MINUTES)).isTrue();
        other.close();
        other.close();
        assertThat(running)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("closed");
        assertThatThrownBy(() -> other.embed("more")).hasMessageContaining("closed");
    }

    @Test
    void refusesWhatIsNoEmbeddingModel(@TempDir Path folder) throws Exception {
        byte[] garbage = new byte[10_000];
        new Random(3).nextBytes(garbage);
        Path file = Files.write(folder.resolve("garbage.gguf"), garbage);
        assertThatThrownBy(() -> EmbeddedEmbeddingModel.open(file, TestEmbeddingModel.options()))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("garbage.gguf");
        Path chat = TestModel.file();
        assertThatThrownBy(() -> EmbeddedEmbeddingModel.open(chat, TestEmbeddingModel.options()))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("is no embedding model");
        assertThatThrownBy(() ->
                        EmbeddedEmbeddingModel.open(
                                TestEmbeddingModel.file(),
                                TestEmbeddingModel.options().withLongestText(513)))
                .hasMessageContaining("up to 512 tokens; 513 were asked for");
    }

    @Test
    void aDecoderEmbedsWhenToldHowToPool() throws Exception {
        List<String> texts =
                List.of("Planes fly.", "Aircraft move through the air.", "I had soup for lunch.");
        try (EmbeddedEmbeddingModel decoder =
                EmbeddedEmbeddingModel.open(
                        TestModel.file(),
                        TestEmbeddingModel.options()
                                .withLongestText(256)
                                .withPooling(Pooling.MEAN))) {
            List<Embedding> together =
                    decoder.embedAll(texts.stream().map(TextSegment::from).toList()).content();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(similarity(together.get(i), decoder.embed(texts.get(i)).content()))
                        .isCloseTo(1, within(1e-3));
            }
            assertThat(similarity(together.get(0), together.get(1)))
                    .isGreaterThan(similarity(together.get(0), together.get(2)));
        }
    }

    @Test
    void manyThreadsGetTheirOwnVectors() throws Exception {
        List<String> texts = IntStream.range(0, 8).mapToObj(i -> "Topic number " + i).toList();
        List<Embedding> expected = embed(texts).vectors();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Embedding>> made = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String text = texts.get(i % texts.size());
                made.add(threads.submit(() -> embed(text)));
            }
            for (int i = 0; i < made.size(); i++) {
                assertThat(similarity(made.get(i).get(), expected.get(i % texts.size())))
                        .isCloseTo(1, within(1e-4));
            }
        }
    }

    @Test
    void worksBesideAChatModel(@TempDir Path cache) throws Exception {
        EngineOptions options = EngineOptions.in(cache).withContextLength(512);
        CompletionRequest request =
                CompletionRequest.of(List.of(UserMessage.from("What is the capital of France?")))
                        .withMaxOutputTokens(24);
        List<String> texts = IntStream.range(0, 300).mapToObj(i -> "Lift and drag " + i).toList();
        List<Embedding> alone = embed(texts).vectors();
        try (EmbeddedModel chat = EmbeddedModel.open(TestModel.file(), options)) {
            String answer = chat.complete(request).text();
            CompletableFuture<List<Embedding>> beside =
                    CompletableFuture.supplyAsync(() -> embed(texts).vectors());
            assertThat(chat.complete(request).text()).isEqualTo(answer).isNotBlank();
            List<Embedding> made = beside.get();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(similarity(made.get(i), alone.get(i))).isCloseTo(1, within(1e-4));
            }
        }
    }
}
