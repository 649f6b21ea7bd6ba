package dev.hoopoe.documents;

import dev.hoopoe.inference.embedding.EmbeddedEmbeddingModel;
import dev.hoopoe.inference.embedding.EmbeddingOptions;
import dev.hoopoe.inference.embedding.Overlong;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/**
 * Collections of Hoopoe, through the classes that doc_index and doc_search use. Arguments:
 * COLLECTION FILES DOCUMENTS MODEL INDEXES.
 */
final class HoopoeIndex {
    private static final Class<?> CRANFIELD = cranfield();

    public static void main(String[] args) throws Exception {
        CRANFIELD.getMethod("write", Path.class, Path.class, int.class)
                .invoke(null, Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        EmbeddingOptions options =
                EmbeddingOptions.in(Path.of(System.getProperty("java.io.tmpdir"), "hoopoe-bench"))
                        .withThreads(Integer.getInteger("threads", 0))
                        .withLongestText(Integer.getInteger("longest", 0))
                        .withOverlong(Overlong.TRUNCATE);
        long started = System.nanoTime();
        try (EmbeddedEmbeddingModel model = EmbeddedEmbeddingModel.open(Path.of(args[3]), options)) {
            VectorModel vectors = new VectorModel(args[3], () -> model);
            CollectionFolders pages = new CollectionFolders(Path.of(args[4], "pages"));
            CollectionIndexes indexes =
                    new CollectionIndexes(Path.of(args[4]), pages, VectorModels.of(vectors));
            IndexReport report =
                    indexes.index(
                            "cranfield",
                            List.of(new IndexSource(new Files1(Path.of(args[1])), ".")),
                            RunningCall.with(new RunningCall.Listener() {}, Jobs.MAX_TIME));
            double seconds = (System.nanoTime() - started) / 1e9;
            Map<String, Double> more = new LinkedHashMap<>();
            more.put("passages", (double) report.passages());
            if (args[2].equals("0")) {
                quality(Path.of(args[0]), indexes, vectors, more);
            }
            CRANFIELD.getMethod("row", String.class, int.class, double.class, Map.class)
                    .invoke(null, "hoopoe " + Path.of(args[3]).getFileName(), report.files(), seconds, more);
            indexes.close();
        }
    }

    @SuppressWarnings("unchecked")
    private static void quality(
            Path folder, CollectionIndexes indexes, VectorModel vectors, Map<String, Double> more)
            throws Exception {
        Method ndcg = CRANFIELD.getMethod("ndcg", List.class, Set.class);
        List<Object> queries = (List<Object>) CRANFIELD.getMethod("queries", Path.class).invoke(null, folder);
        PassageAnalyzer analyzer = new PassageAnalyzer();
        for (Object query : queries) {
            String text = (String) query.getClass().getMethod("text").invoke(query);
            Set<String> relevant = (Set<String>) query.getClass().getMethod("relevant").invoke(query);
            Query words = Queries.of(text, analyzer);
            Optional<float[]> vector = Optional.of(vectors.query(text));
            Map<String, List<String>> found = new LinkedHashMap<>();
            indexes.read(readers -> {
                CollectionReader reader = readers.get("cranfield");
                String field = vectors.field();
                found.put("bm25", ids(reader, new HybridSearch.Question(words, Optional.empty(), field, null)));
                found.put("vectors", ids(reader, new HybridSearch.Question(new MatchNoDocsQuery(), vector, field, null)));
                found.put("hybrid", ids(reader, new HybridSearch.Question(words, vector, field, null)));
                return null;
            });
            variants(found);
            for (Map.Entry<String, List<String>> one : found.entrySet()) {
                more.merge(one.getKey(), (Double) ndcg.invoke(null, one.getValue(), relevant) / queries.size(), Double::sum);
            }
        }
    }

    /** Other ways to fuse, on documents: other constants, and weights. */
    private static void variants(Map<String, List<String>> found) {
        for (int k : new int[] {1, 10, 30, 100}) {
            found.put("rrf" + k, fused(found, k, 0.5));
        }
        for (double share : new double[] {0.3, 0.4, 0.6, 0.7}) {
            found.put("rrf60-words" + share, fused(found, 60, share));
        }
    }

    private static List<String> fused(Map<String, List<String>> found, int k, double words) {
        Map<String, Double> scores = new LinkedHashMap<>();
        add(scores, found.get("bm25"), k, words);
        add(scores, found.get("vectors"), k, 1 - words);
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void add(Map<String, Double> scores, List<String> ids, int k, double weight) {
        for (int i = 0; i < ids.size(); i++) {
            scores.merge(ids.get(i), weight / (k + 1 + i), Double::sum);
        }
    }

    private static List<String> ids(CollectionReader reader, HybridSearch.Question question)
            throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (HybridSearch.Hit hit : new HybridSearch(reader.reader(), 0).search(question)) {
            ids.add(hit.stored().path().replace(".txt", ""));
        }
        return new ArrayList<>(ids);
    }

    private static Class<?> cranfield() {
        try {
            return Class.forName("Cranfield");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files of one folder. */
    private record Files1(Path folder) implements Workspace {
        @Override
        public List<Entry> files(int limit, Call call) {
            try (Stream<Path> all = Files.list(folder)) {
                List<Entry> entries = new ArrayList<>();
                for (Path file : all.sorted().limit(limit).toList()) {
                    entries.add(
                            new Entry(
                                    String.valueOf(file.getFileName()),
                                    Files.size(file),
                                    Files.getLastModifiedTime(file).toMillis(),
                                    file.toString()));
                }
                return entries;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public InputStream open(String path) throws IOException {
            return Files.newInputStream(folder.resolve(path));
        }
    }
}
