package dev.hoopoe.documents;

import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** How files and passages become Lucene documents, and back. */
final class Fields {
    /** The location of the file, in the documents of its passages and in its own. */
    static final String KEY = "key";

    /** The location once more, only in the file's own document. */
    static final String FILE = "file";

    static final String COLLECTION = "collection";

    /** Set in passages of pages from the web. */
    static final String WEB = "web";

    private static final String PATH = "path";
    private static final String URL = "url";
    private static final String NAME = "name";
    private static final String FETCHED = "fetched";
    private static final String MODEL = "model";
    private static final String PAGE = "page";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String HEADING = "heading";
    private static final String BYTES = "bytes";
    private static final String MILLIS = "millis";
    private static final String HASH = "hash";
    private static final String PASSAGES = "passages";

    private Fields() {}

    static Document of(StoredPassage stored, Optional<float[]> vector) {
        Passage passage = stored.passage();
        Document document = new Document();
        document.add(new StringField(KEY, stored.key(), Field.Store.YES));
        document.add(new StringField(COLLECTION, stored.collection(), Field.Store.YES));
        document.add(new StoredField(PATH, stored.path()));
        document.add(new StoredField(URL, stored.url()));
        document.add(new StoredField(NAME, stored.title()));
        document.add(new StoredField(FETCHED, stored.fetched()));
        document.add(new StoredField(MODEL, stored.model()));
        document.add(new StoredField(PAGE, passage.page()));
        document.add(new StoredField(FROM, passage.from()));
        document.add(new StoredField(TO, passage.to()));
        document.add(new StoredField(HEADING, passage.heading()));
        document.add(new TextField(PassageAnalyzer.WORDS, passage.text(), Field.Store.YES));
        document.add(new TextField(PassageAnalyzer.STEMS, passage.text(), Field.Store.NO));
        document.add(new TextField(PassageAnalyzer.TITLE, title(stored), Field.Store.NO));
        if (!stored.url().isEmpty()) {
            document.add(new StringField(WEB, "yes", Field.Store.NO));
        }
        vector.ifPresent(v -> document.add(vector(stored.model(), v)));
        return document;
    }

    private static String title(StoredPassage stored) {
        String path = stored.path().replaceAll("[/._-]", " ");
        return stored.title() + " " + stored.passage().heading() + " " + path;
    }

    private static KnnFloatVectorField vector(String model, float[] vector) {
        return new KnnFloatVectorField(
                VectorModel.field(model), vector, VectorSimilarityFunction.DOT_PRODUCT);
    }

    static StoredPassage passage(Document document) {
        return new StoredPassage(
                document.get(KEY),
                document.get(COLLECTION),
                document.get(PATH),
                document.get(URL),
                document.get(NAME),
                document.get(FETCHED),
                document.get(MODEL),
                new Passage(
                        document.get(PAGE),
                        (int) number(document, FROM),
                        (int) number(document, TO),
                        document.get(HEADING),
                        document.get(PassageAnalyzer.WORDS)));
    }

    static Document of(FileState file) {
        Document document = new Document();
        document.add(new StringField(KEY, file.key(), Field.Store.YES));
        document.add(new StringField(FILE, file.key(), Field.Store.NO));
        document.add(new StoredField(BYTES, file.bytes()));
        document.add(new StoredField(MILLIS, file.millis()));
        document.add(new StoredField(HASH, file.hash()));
        document.add(new StoredField(MODEL, file.model()));
        document.add(new StoredField(PASSAGES, file.passages()));
        return document;
    }

    static FileState file(Document document) {
        return new FileState(
                document.get(KEY),
                number(document, BYTES),
                number(document, MILLIS),
                document.get(HASH),
                document.get(MODEL),
                (int) number(document, PASSAGES));
    }

    private static long number(Document document, String field) {
        return Optional.ofNullable(document.getField(field))
                .map(f -> f.numericValue().longValue())
                .orElse(0L);
    }
}
