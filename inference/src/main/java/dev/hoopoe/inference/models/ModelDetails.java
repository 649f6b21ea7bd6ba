package dev.hoopoe.inference.models;

import dev.hoopoe.inference.template.ChatTemplate;
import dev.hoopoe.inference.template.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be said about a model on this machine without loading it.
 *
 * @param file where it is
 * @param header its header, checked
 * @param title the catalogue's name for it, or the maker's
 * @param licence as the file or the catalogue says
 * @param hash what its SHA-256 must be, where somebody said so
 */
public record ModelDetails(
        ModelFile file,
        GgufHeader header,
        Optional<String> title,
        Optional<String> licence,
        Optional<KnownHash> hash) {
    /**
     * A SHA-256 that the file must have.
     *
     * @param sha256 in lower-case hex
     * @param origin who says so, for people
     */
    public record KnownHash(String sha256, String origin) {}

    private static final String PROBE = "hoopoe_probe_tool";

    /** Ollama names its files after their hashes. */
    private static final Pattern BLOB = Pattern.compile("sha256-([0-9a-f]{64})");

    /**
     * Reads a model's header and what the store knows about it.
     *
     * @param nameOrPath a model of the store, or a GGUF file
     * @throws ModelException if it is not here, or the header breaks a rule of the format
     */
    public static ModelDetails of(ModelStore store, String nameOrPath) {
        ModelFile file = store.require(nameOrPath);
        GgufHeader header = GgufHeader.read(file.path());
        Optional<Receipt> receipt = store.receiptOf(file);
        Optional<CatalogueEntry> entry =
                receipt.isPresent() ? store.catalogue().find(file.name()) : Optional.empty();
        return new ModelDetails(
                file,
                header,
                entry.map(CatalogueEntry::title).or(header::name),
                header.text("general.license").or(() -> entry.map(CatalogueEntry::licence)),
                knownHash(file, receipt, entry));
    }

    private static Optional<KnownHash> knownHash(
            ModelFile file, Optional<Receipt> receipt, Optional<CatalogueEntry> entry) {
        return catalogued(receipt, entry)
                .or(() ->
                        receipt.flatMap(kept -> Optional.ofNullable(kept.sha256()))
                                .map(sha256 -> new KnownHash(sha256, "when it was fetched")))
                .or(() -> blob(file));
    }

    private static Optional<KnownHash> catalogued(
            Optional<Receipt> receipt, Optional<CatalogueEntry> entry) {
        return entry.stream()
                .map(CatalogueEntry::sources)
                .flatMap(List::stream)
                .filter(source ->
                        receipt.map(Receipt::source).filter(source.address()::equals).isPresent())
                .flatMap(source -> source.sha256().stream())
                .map(sha256 -> new KnownHash(sha256, "as the catalogue says"))
                .findFirst();
    }

    private static Optional<KnownHash> blob(ModelFile file) {
        return Stream.of(BLOB.matcher(String.valueOf(file.path().getFileName())))
                .filter(Matcher::matches)
                .map(name -> new KnownHash(name.group(1), "as Ollama's name for the file says"))
                .findFirst();
    }

    /** Whether the chat template shows tools to the model; tried, not guessed. */
    public boolean takesTools() {
        return header.chatTemplate().map(ModelDetails::showsTools).orElse(false);
    }

    private static boolean showsTools(String source) {
        Map<String, Object> function =
                Map.of(
                        "name",
                        PROBE,
                        "description",
                        "A test.",
                        "parameters",
                        Map.of("type", "object", "properties", Map.of()));
        Map<String, Object> context =
                Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", "Hello")),
                        "tools",
                        List.of(Map.of("type", "function", "function", function)),
                        "add_generation_prompt",
                        true,
                        "bos_token",
                        "",
                        "eos_token",
                        "");
        try {
            return ChatTemplate.parse(source).render(context).contains(PROBE);
        } catch (TemplateException _) {
            return false;
        }
    }
}
