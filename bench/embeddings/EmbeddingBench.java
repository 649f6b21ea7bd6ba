import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.hoopoe.inference.embedding.EmbeddedEmbeddingModel;
import dev.hoopoe.inference.embedding.EmbeddingOptions;
import dev.hoopoe.inference.embedding.Overlong;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * One embedding model on a retrieval collection, in a process of its own: how good, how fast, how
 * large. Prints one line of CSV.
 *
 * <p>-Dlongest=N cuts texts after N tokens, for GGUF models. Arguments: MODEL (a GGUF file, or the class of a LangChain4j model), THREADS, FOLDER of
 * corpus.jsonl and queries.jsonl, DOCUMENTS (how many to embed; 0 for all, with quality), PREFIX of
 * queries.
 */
class EmbeddingBench {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int DEPTH = 10;

    record Query(String text, Set<String> relevant) {}

    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[1]);
        List<JsonNode> corpus = lines(Path.of(args[2], "corpus.jsonl"));
        List<JsonNode> asked = lines(Path.of(args[2], "queries.jsonl"));
        int documents = Integer.parseInt(args[3]);
        String prefix = args.length > 4 ? args[4] : "";
        long started = System.nanoTime();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        EmbeddingModel model = open(args[0], threads, executor);
        model.embed("first");
        double start = (System.nanoTime() - started) / 1e6;
        List<String> ids = corpus.stream().map(line -> line.get("_id").asText()).toList();
        List<TextSegment> texts =
                corpus.stream()
                        .limit(documents == 0 ? corpus.size() : documents)
                        .map(line -> TextSegment.from(line.get("text").asText().isBlank() ? "-" : line.get("text").asText()))
                        .toList();
        List<TextSegment> shorts =
                corpus.stream()
                        .limit(texts.size())
                        .map(line -> TextSegment.from(line.get("title").asText().isBlank() ? "-" : line.get("title").asText()))
                        .toList();
        model.embedAll(shorts.subList(0, Math.min(50, shorts.size())));
        double[] brief = new double[2];
        embed(model, shorts, brief);
        double[] whole = new double[2];
        List<Embedding> found = embed(model, texts, whole);
        String quality = "";
        if (documents == 0) {
            double total = 0;
            int answered = 0;
            for (JsonNode line : asked) {
                Set<String> relevant = new HashSet<>();
                line.get("relevant").forEach(id -> relevant.add(id.asText()));
                Embedding query = model.embed(prefix + line.get("query").asText()).content();
                total += ndcg(query, found, ids, relevant);
                answered++;
            }
            quality = String.format(Locale.ROOT, "%.4f", total / answered);
        }
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%s,%.0f,%.1f,%.1f,%.1f,%.1f,%d%n",
                Path.of(args[0]).getFileName(),
                threads,
                quality,
                start,
                shorts.size() / brief[0],
                shorts.size() / brief[1],
                texts.size() / whole[0],
                texts.size() / whole[1],
                peakMegabytes());
        executor.shutdown();
    }

    private static EmbeddingModel open(String name, int threads, ExecutorService executor)
            throws Exception {
        if (name.endsWith(".gguf")) {
            Path cache = Path.of(System.getProperty("java.io.tmpdir"), "hoopoe-bench");
            return EmbeddedEmbeddingModel.open(
                    Path.of(name),
                    EmbeddingOptions.in(cache)
                            .withThreads(threads)
                            .withLongestText(Integer.getInteger("longest", 0))
                            .withOverlong(Overlong.TRUNCATE));
        }
        return (EmbeddingModel)
                Class.forName(name)
                        .getConstructor(java.util.concurrent.Executor.class)
                        .newInstance(executor);
    }

    /** Fills in the wall seconds and the CPU seconds of the whole process. */
    private static List<Embedding> embed(
            EmbeddingModel model, List<TextSegment> texts, double[] seconds) {
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        List<Embedding> made = model.embedAll(texts).content();
        seconds[0] = (System.nanoTime() - wall) / 1e9;
        seconds[1] = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        return made;
    }

    private static double ndcg(
            Embedding query, List<Embedding> found, List<String> ids, Set<String> relevant) {
        double[] scores = new double[found.size()];
        for (int i = 0; i < scores.length; i++) {
            float[] one = query.vector();
            float[] other = found.get(i).vector();
            for (int j = 0; j < one.length; j++) {
                scores[i] += one[j] * other[j];
            }
        }
        List<Integer> order =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -scores[i]))
                        .limit(DEPTH)
                        .toList();
        double gain = 0;
        double best = 0;
        for (int rank = 0; rank < DEPTH; rank++) {
            double worth = Math.log(2) / Math.log(rank + 2);
            gain += rank < order.size() && relevant.contains(ids.get(order.get(rank))) ? worth : 0;
            best += rank < relevant.size() ? worth : 0;
        }
        return gain / best;
    }

    private static long peakMegabytes() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1000;
            }
        }
        return -1;
    }

    private static List<JsonNode> lines(Path file) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(json.readTree(line));
        }
        return nodes;
    }
}
