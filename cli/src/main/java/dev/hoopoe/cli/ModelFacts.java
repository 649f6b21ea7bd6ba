package dev.hoopoe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.inference.models.GgufHeader;
import dev.hoopoe.inference.models.MemoryAdvice;
import dev.hoopoe.inference.models.MemoryEstimate;
import dev.hoopoe.inference.models.ModelDetails;
import java.util.OptionalLong;

/**
 * A model's details, for people and as JSON.
 *
 * @param context in tokens, what the memory was estimated for
 * @param lean without repacked weights
 * @param fast with repacked weights
 */
record ModelFacts(
        ModelDetails details,
        int context,
        MemoryEstimate lean,
        MemoryEstimate fast,
        MemoryAdvice advice) {
    private static final JsonMapper JSON = new JsonMapper();

    String table(int columns) {
        GgufHeader header = details.header();
        Table table = new Table("model", Terminal.safe(details.file().name()));
        details.title().ifPresent(title -> row(table, "title", title));
        row(table, "architecture", header.architecture());
        row(table, "parameters", Sizes.count(header.parameters()));
        row(table, "quantization", header.fileType().orElse("mixed"));
        row(table, "file size", Sizes.bytes(header.fileBytes()));
        row(table, "context trained", tokens(header.contextLength()));
        row(table, "layers", shown(number("block_count")));
        row(table, "heads", heads());
        row(table, "embedding", shown(number("embedding_length")));
        row(table, "vocabulary", header.vocabularySize() + " tokens");
        row(table, "tokenizer", tokenizer());
        row(table, "chat template", template());
        row(table, "licence", details.licence().orElse("not stated"));
        row(table, "source", details.file().source());
        row(table, "file", details.file().path().toString());
        row(table, "SHA-256", hash());
        row(table, "memory", memory());
        row(table, "advice", advice.sentence());
        return table.text(columns);
    }

    /** Names and licences come from a stranger's file. */
    private static void row(Table table, String name, String value) {
        table.row(name, Terminal.safe(value).replaceAll("\\s+", " "));
    }

    private String heads() {
        OptionalLong heads = number("attention.head_count");
        OptionalLong cached = number("attention.head_count_kv");
        if (heads.isEmpty()) {
            return "differ by layer";
        }
        return cached.isEmpty()
                ? shown(heads)
                : shown(heads) + ", " + shown(cached) + " for keys and values";
    }

    private String tokenizer() {
        return details.header().text("tokenizer.ggml.model").orElse("none")
                + details.header()
                        .text("tokenizer.ggml.pre")
                        .map(pre -> " (" + pre + ")")
                        .orElse("");
    }

    private String template() {
        if (details.header().chatTemplate().isEmpty()) {
            return "no";
        }
        return details.takesTools() ? "yes, takes tools" : "yes, without tools";
    }

    private String hash() {
        return details.hash()
                .map(hash -> hash.sha256() + " " + hash.origin())
                .orElse("not known; 'hoopoe models check' computes it");
    }

    private String memory() {
        String repacked =
                fast.repacked() == 0
                        ? "nothing to repack on this processor"
                        : Sizes.bytes(fast.total()) + " with repacked weights, for faster prompts";
        return "about %s with a context of %d; %s"
                .formatted(Sizes.bytes(lean.total()), context, repacked);
    }

    private OptionalLong number(String key) {
        return details.header().whole(details.header().architecture() + "." + key);
    }

    private static String shown(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "not stated";
    }

    private static String tokens(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() + " tokens" : "not stated";
    }

    String json() {
        GgufHeader header = details.header();
        ObjectNode json = JSON.createObjectNode();
        json.put("name", details.file().name());
        json.put("title", details.title().orElse(null));
        json.put("architecture", header.architecture());
        json.put("parameters", header.parameters());
        json.put("quantization", header.fileType().orElse(null));
        json.put("bytes", header.fileBytes());
        json.set("context_trained", node(header.contextLength()));
        json.set("layers", node(number("block_count")));
        json.set("heads", node(number("attention.head_count")));
        json.set("kv_heads", node(number("attention.head_count_kv")));
        json.set("embedding", node(number("embedding_length")));
        json.put("vocabulary", header.vocabularySize());
        json.put("tokenizer", header.text("tokenizer.ggml.model").orElse(null));
        json.put("chat_template", header.chatTemplate().isPresent());
        json.put("takes_tools", details.takesTools());
        json.put("licence", details.licence().orElse(null));
        json.put("source", details.file().source());
        json.put("file", details.file().path().toString());
        json.put("sha256", details.hash().map(ModelDetails.KnownHash::sha256).orElse(null));
        json.set("memory", memoryJson());
        return json.toPrettyString();
    }

    private ObjectNode memoryJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("context", context);
        json.set("without_repacking", estimate(lean));
        json.set("with_repacking", estimate(fast));
        json.put("free", advice.machine().free());
        json.put("limit", advice.machine().limit());
        json.put(
                "advice",
                switch (advice) {
                    case MemoryAdvice.Fits fits ->
                            fits.repack() ? "fits_repacked" : "fits_without_repacking";
                    case MemoryAdvice.ShorterContext _ -> "fits_with_shorter_context";
                    case MemoryAdvice.TooLarge _ -> "too_large";
                });
        json.put("sentence", advice.sentence());
        return json;
    }

    private static ObjectNode estimate(MemoryEstimate estimate) {
        ObjectNode json = JSON.createObjectNode();
        json.put("weights", estimate.weights());
        json.put("repacked", estimate.repacked());
        json.put("cache", estimate.cache());
        json.put("compute", estimate.compute());
        json.put("program", estimate.program());
        json.put("total", estimate.total());
        return json;
    }

    private static JsonNode node(OptionalLong number) {
        return number.isPresent()
                ? JSON.getNodeFactory().numberNode(number.getAsLong())
                : JSON.nullNode();
    }
}
