package dev.hoopoe.documents;

import dev.hoopoe.reading.document.Limits;
import dev.hoopoe.reading.document.UnreadableException;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CancelledException;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;

/**
 * Brings one collection up to date with its sources. Files whose size and time are as before are
 * not opened; those whose bytes are as before are not read. What is done is committed every few
 * seconds, so that a run that is killed is gone on with. Used once, by one thread.
 */
final class IndexRun {
    /** Passages whose vectors are computed in one call of the model. */
    static final int BATCH_PASSAGES = 128;

    /** Passages of one file that are indexed; the rest of a longer one is left out, and said. */
    static final int MAX_PASSAGES = 20_000;

    private record Waiting(FileState file, List<StoredPassage> passages) {}

    private final String name;
    private final CollectionWriter writer;
    private final Optional<VectorModel> model;
    private final Timing timing;
    private final Call call;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private int waitingPassages;
    private int files;
    private int total;
    private int indexed;
    private int removed;
    private int unread;
    private int passages;
    private long committed = System.nanoTime();

    IndexRun(
            String name,
            CollectionWriter writer,
            Optional<VectorModel> model,
            Timing timing,
            Call call) {
        this.name = name;
        this.writer = writer;
        this.model = model;
        this.timing = timing;
        this.call = call;
    }

    /** Whatever happens, what was done is committed. */
    IndexReport run(List<IndexSource> sources) throws IOException {
        String before = writer.model();
        List<IndexSource.Listing> listings = new ArrayList<>();
        for (IndexSource source : sources) {
            listings.add(source.list(call));
        }
        total = listings.stream().mapToInt(l -> l.files().size()).sum();
        boolean stopped = false;
        try {
            for (int i = 0; i < sources.size(); i++) {
                index(sources.get(i), listings.get(i));
            }
            flush();
        } catch (CancelledException e) {
            stopped = true;
        } finally {
            writer.commit(newest());
        }
        return report(before, stopped);
    }

    private String newest() {
        return model.map(VectorModel::id).orElse(writer.model());
    }

    private IndexReport report(String before, boolean stopped) {
        boolean other = model.isPresent() && !before.isEmpty() && !before.equals(newest());
        String anew =
                other
                        ? "all vectors were made anew: the embedding model was " + before
                        : writer.madeAnew();
        return new IndexReport(
                name, total, indexed, removed, reasons, unread, passages, newest(), anew, stopped);
    }

    private void index(IndexSource source, IndexSource.Listing listing) throws IOException {
        writer.sources().addAll(listing.bases());
        if (listing.whole()) {
            forget(listing);
        }
        for (Workspace.Entry file : listing.files()) {
            call.progress(files++, total, "indexing " + name);
            call.checkCancelled();
            if (!current(file)) {
                read(source, file);
            }
        }
    }

    private void forget(IndexSource.Listing listing) throws IOException {
        Set<String> present = new HashSet<>();
        listing.files().forEach(f -> present.add(f.location()));
        for (String key : writer.keys()) {
            if (!present.contains(key) && listing.bases().stream().anyMatch(b -> below(key, b))) {
                writer.remove(key);
                removed++;
            }
        }
    }

    private static boolean below(String key, String base) {
        String plain = key.replace('\\', '/');
        return plain.equals(base) || plain.startsWith(base.endsWith("/") ? base : base + "/");
    }

    private boolean current(Workspace.Entry file) {
        return writer.file(file.location())
                .filter(f -> f.sameAs(file) && hasVectors(f))
                .isPresent();
    }

    /** Vectors that are there are kept where no model is. */
    private boolean hasVectors(FileState file) {
        return model.isEmpty() || file.model().equals(model.get().id());
    }

    private void read(IndexSource source, Workspace.Entry file) throws IOException {
        byte[] bytes;
        try (InputStream in = source.workspace().open(file.path())) {
            bytes = in.readNBytes(Limits.DEFAULT.bytes() + 1);
        } catch (IOException | ToolException e) {
            unreadable(file, String.valueOf(e.getMessage()));
            return;
        }
        String hash = hash(bytes);
        Optional<FileState> known = writer.file(file.location());
        if (known.isPresent() && known.get().hash().equals(hash) && hasVectors(known.get())) {
            FileState now = known.get();
            writer.touch(state(file, hash, now.model(), now.passages()));
            return;
        }
        add(file, hash, contents(file, bytes));
    }

    private Contents contents(Workspace.Entry file, byte[] bytes) {
        try {
            return Contents.read(file.path(), bytes, Limits.DEFAULT, call::cancelled);
        } catch (UnreadableException e) {
            unreadable(file, e.problem());
        } catch (java.util.concurrent.CancellationException e) {
            call.checkCancelled();
            throw e;
        }
        return Contents.NOTHING;
    }

    private void unreadable(Workspace.Entry file, String why) {
        unread++;
        if (reasons.size() < IndexReport.MAX_REASONS) {
            reasons.add(why.startsWith(file.path()) ? why : file.path() + ": " + why);
        }
    }

    private void add(Workspace.Entry file, String hash, Contents contents) throws IOException {
        List<StoredPassage> stored = new ArrayList<>();
        String vectors = model.map(VectorModel::id).orElse("");
        for (Passage passage : contents.passages()) {
            if (stored.size() == MAX_PASSAGES) {
                unreadable(file, "only its first " + MAX_PASSAGES + " passages are indexed.");
                break;
            }
            stored.add(
                    new StoredPassage(
                            file.location(),
                            name,
                            file.path(),
                            contents.url(),
                            contents.title(),
                            contents.fetched(),
                            vectors,
                            passage));
        }
        waiting.add(new Waiting(state(file, hash, vectors, stored.size()), stored));
        waitingPassages += stored.size();
        if (waitingPassages >= BATCH_PASSAGES || waiting.size() >= BATCH_PASSAGES) {
            flush();
        }
    }

    private static FileState state(
            Workspace.Entry file, String hash, String vectors, int passages) {
        return new FileState(
                file.location(), file.bytes(), file.modifiedMillis(), hash, vectors, passages);
    }

    private void flush() throws IOException {
        List<StoredPassage> all = waiting.stream().flatMap(w -> w.passages().stream()).toList();
        List<float[]> vectors = vectors(all);
        int next = 0;
        for (Waiting one : waiting) {
            List<Document> documents = new ArrayList<>();
            for (StoredPassage passage : one.passages()) {
                Optional<float[]> vector =
                        model.isPresent() ? Optional.of(vectors.get(next)) : Optional.empty();
                documents.add(Fields.of(passage, vector));
                next++;
            }
            writer.replace(one.file(), documents);
            indexed++;
        }
        passages += all.size();
        waiting.clear();
        waitingPassages = 0;
        if (System.nanoTime() - committed > timing.commitEvery().toNanos()) {
            writer.commit(newest());
            committed = System.nanoTime();
        }
    }

    /** A file may have thousands of passages, so a cancelled call is looked for in between. */
    private List<float[]> vectors(List<StoredPassage> all) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; model.isPresent() && from < all.size(); from += BATCH_PASSAGES) {
            call.progress(files, total, "embedding for " + name);
            call.checkCancelled();
            List<StoredPassage> part =
                    all.subList(from, Math.min(all.size(), from + BATCH_PASSAGES));
            vectors.addAll(
                    model.get().documents(part.stream().map(StoredPassage::embedded).toList()));
        }
        return vectors;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
