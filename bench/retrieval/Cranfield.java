import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The collection as files, its questions, the measure, and one row of the results. */
public final class Cranfield {
    /** A question with the documents that answer it. */
    public record Query(String text, Set<String> relevant) {}

    private static final int DEPTH = 10;

    private Cranfield() {}

    /** Writes so many documents as ID.txt; beyond the collection's end, its texts with the halves swapped. */
    public static void write(Path folder, Path to, int documents) throws Exception {
        List<JsonNode> corpus = lines(folder.resolve("corpus.jsonl"));
        Files.createDirectories(to);
        for (int i = 0; i < (documents == 0 ? corpus.size() : documents); i++) {
            JsonNode line = corpus.get(i % corpus.size());
            String text = line.get("text").asText();
            int half = text.indexOf(' ', text.length() / 2);
            boolean again = i >= corpus.size() && half > 0;
            String id = line.get("_id").asText() + (i >= corpus.size() ? "-swapped" : "");
            String shown = again ? text.substring(half + 1) + " " + text.substring(0, half) : text;
            Files.writeString(to.resolve(id + ".txt"), shown.isBlank() ? "-" : shown);
        }
    }

    public static List<Query> queries(Path folder) throws Exception {
        List<Query> queries = new ArrayList<>();
        for (JsonNode line : lines(folder.resolve("queries.jsonl"))) {
            Set<String> relevant = new HashSet<>();
            line.get("relevant").forEach(id -> relevant.add(id.asText()));
            queries.add(new Query(line.get("query").asText(), relevant));
        }
        return queries;
    }

    /** nDCG@10 with binary relevance; the ids best first, each document once. */
    public static double ndcg(List<String> found, Set<String> relevant) {
        double gain = 0;
        double best = 0;
        for (int rank = 0; rank < DEPTH; rank++) {
            double worth = Math.log(2) / Math.log(rank + 2);
            gain += rank < found.size() && relevant.contains(found.get(rank)) ? worth : 0;
            best += rank < relevant.size() ? worth : 0;
        }
        return gain / best;
    }

    public static void row(String system, int documents, double seconds, Map<String, Double> more)
            throws Exception {
        double cpu =
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                                .getProcessCpuTime()
                        / 1e9;
        long peak = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            peak = line.startsWith("VmHWM") ? Long.parseLong(line.replaceAll("\\D", "")) / 1000 : peak;
        }
        long heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == java.lang.management.MemoryType.HEAP)
                        .mapToLong(p -> p.getPeakUsage().getUsed())
                        .sum();
        StringBuilder rest = new StringBuilder();
        new LinkedHashMap<>(more)
                .forEach((k, v) -> rest.append(String.format(Locale.ROOT, ",%s=%.4f", k, v)));
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%.1f,%.1f,%.1f,%d,%d,%s%s%n",
                system,
                documents,
                seconds,
                documents / seconds,
                documents / cpu,
                heap >> 20,
                peak,
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                rest);
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
