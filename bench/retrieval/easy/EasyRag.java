import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.loader.FileSystemDocumentLoader;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LangChain4j's easy-rag as its guide shows it. Arguments: COLLECTION FILES DOCUMENTS. */
final class EasyRag {
    public static void main(String[] args) throws Exception {
        Cranfield.write(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        long started = System.nanoTime();
        List<Document> documents = FileSystemDocumentLoader.loadDocuments(Path.of(args[1]));
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        EmbeddingStoreIngestor.ingest(documents, store);
        double seconds = (System.nanoTime() - started) / 1e9;
        Map<String, Double> quality = new LinkedHashMap<>();
        if (args[2].equals("0")) {
            quality.put("ndcg@10", quality(Path.of(args[0]), store));
        }
        Cranfield.row("easy-rag", documents.size(), seconds, quality);
        System.exit(0);
    }

    private static double quality(Path folder, InMemoryEmbeddingStore<TextSegment> store) throws Exception {
        BgeSmallEnV15QuantizedEmbeddingModel model = new BgeSmallEnV15QuantizedEmbeddingModel();
        double total = 0;
        List<Cranfield.Query> queries = Cranfield.queries(folder);
        for (Cranfield.Query query : queries) {
            EmbeddingSearchRequest request =
                    EmbeddingSearchRequest.builder()
                            .queryEmbedding(model.embed(query.text()).content())
                            .maxResults(50)
                            .build();
            Set<String> ids = new LinkedHashSet<>();
            for (EmbeddingMatch<TextSegment> match : store.search(request).matches()) {
                ids.add(match.embedded().metadata().getString("file_name").replace(".txt", ""));
            }
            total += Cranfield.ndcg(List.copyOf(ids), query.relevant());
        }
        return total / queries.size();
    }
}
