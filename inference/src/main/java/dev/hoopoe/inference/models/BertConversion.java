package dev.hoopoe.inference.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes a GGUF file of a BERT model for sentence embeddings as Hugging Face and
 * sentence-transformers lay it out: {@code config.json}, {@code model.safetensors}, {@code
 * vocab.txt}. Matrices are stored in 16 bits, vectors and positions in 32. The names on the other
 * side are those that llama.cpp v0.4.0 loads ({@code models/bert.cpp}).
 */
final class BertConversion {
    static final String WEIGHTS = "model.safetensors";
    private static final String CONFIG = "config.json";
    private static final String VOCABULARY = "vocab.txt";
    private static final String TOKENIZER = "tokenizer_config.json";
    private static final String POOLING = "1_Pooling/config.json";

    /** What must be there, beside the weights. */
    static final List<String> REQUIRED = List.of(WEIGHTS, CONFIG, VOCABULARY);

    /** What is read where it exists. */
    static final List<String> OPTIONAL = List.of(TOKENIZER, POOLING);

    private static final long MAX_TEXT_BYTES = 8 << 20;

    // llama_ftype and llama_token_type
    private static final int MOSTLY_F16 = 1;
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;

    // llama_pooling_type
    private static final int MEAN = 1;
    private static final int CLS = 2;

    /** SentencePiece's mark of a word's beginning, by which llama.cpp tells words from suffixes. */
    private static final String WORD = "\u2581";

    private static final String SUFFIX = "##";

    /** Names in a layer, theirs and ours. */
    private static final Map<String, String> LAYER = layer();

    private final Path folder;
    private final JsonNode config;
    private final JsonNode tokenizer;
    private final List<String> vocabulary;
    private final SafeTensors weights;
    private final GgufWriter out = new GgufWriter();

    private BertConversion(Path folder) throws IOException {
        this.folder = folder;
        config = json(CONFIG);
        tokenizer = json(TOKENIZER);
        vocabulary = text(VOCABULARY).lines().toList();
        weights = SafeTensors.read(folder.resolve(WEIGHTS));
    }

    private static Map<String, String> layer() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("attention.self.query", "attn_q");
        names.put("attention.self.key", "attn_k");
        names.put("attention.self.value", "attn_v");
        names.put("attention.output.dense", "attn_output");
        names.put("attention.output.LayerNorm", "attn_output_norm");
        names.put("intermediate.dense", "ffn_up");
        names.put("output.dense", "ffn_down");
        names.put("output.LayerNorm", "layer_output_norm");
        return names;
    }

    /**
     * Converts.
     *
     * @param name what the model is called
     * @throws ModelException if it is no such model
     */
    static void convert(Path folder, String name, Sink sink) throws IOException {
        BertConversion conversion = new BertConversion(folder);
        conversion.requireBert();
        conversion.describe(name);
        conversion.describeVocabulary();
        conversion.tensors();
        conversion.out.write(sink);
    }

    private void requireBert() {
        requireEqual("model_type", "bert");
        requireEqual("position_embedding_type", "absolute");
        requireEqual("hidden_act", "gelu");
        if (vocabulary.size() != whole("vocab_size")) {
            throw malformed(
                    VOCABULARY + " has " + vocabulary.size() + " lines for " + whole("vocab_size"));
        }
    }

    private void requireEqual(String key, String wanted) {
        String found = config.path(key).asText(wanted);
        if (!found.equals(wanted)) {
            throw malformed(
                    "its %s is '%s', and only '%s' is known"
                            .formatted(key, GgufRules.shown(found), wanted));
        }
    }

    private int whole(String key) {
        int found = config.path(key).asInt(0);
        if (found < 1) {
            throw malformed(CONFIG + " has no number '" + key + "'");
        }
        return found;
    }

    private void describe(String name) throws IOException {
        out.text("general.architecture", "bert")
                .text("general.name", name)
                .whole("general.file_type", MOSTLY_F16)
                .whole("bert.vocab_size", whole("vocab_size"))
                .whole("bert.context_length", whole("max_position_embeddings"))
                .whole("bert.embedding_length", whole("hidden_size"))
                .whole("bert.feed_forward_length", whole("intermediate_size"))
                .whole("bert.block_count", whole("num_hidden_layers"))
                .whole("bert.attention.head_count", whole("num_attention_heads"))
                .real(
                        "bert.attention.layer_norm_epsilon",
                        (float) config.path("layer_norm_eps").asDouble(1e-12))
                .flag("bert.attention.causal", false)
                .whole(
                        "bert.pooling_type",
                        json(POOLING).path("pooling_mode_cls_token").asBoolean() ? CLS : MEAN);
    }

    private void describeVocabulary() {
        Map<String, String> special = new LinkedHashMap<>();
        special.put("bos", special("cls_token", "[CLS]"));
        special.put("unknown", special("unk_token", "[UNK]"));
        // llama.cpp spells it so.
        special.put("seperator", special("sep_token", "[SEP]"));
        special.put("padding", special("pad_token", "[PAD]"));
        special.put("cls", special("cls_token", "[CLS]"));
        special.put("mask", special("mask_token", "[MASK]"));
        out.text("tokenizer.ggml.model", "bert")
                .whole("tokenizer.ggml.token_type_count", whole("type_vocab_size"))
                .flag(
                        "tokenizer.ggml.normalizer.lowercase",
                        tokenizer.path("do_lower_case").asBoolean(true))
                .texts(
                        GgufRules.TOKENS,
                        vocabulary.stream()
                                .map(token -> special.containsValue(token) ? token : marked(token))
                                .toList())
                .wholes(
                        "tokenizer.ggml.token_type",
                        vocabulary.stream()
                                .map(token -> special.containsValue(token) ? CONTROL : NORMAL)
                                .toList());
        special.forEach((name, token) ->
                out.whole("tokenizer.ggml." + name + "_token_id", vocabulary.indexOf(token)));
    }

    private String special(String key, String otherwise) {
        String token = tokenizer.path(key).asText(otherwise);
        if (!vocabulary.contains(token)) {
            throw malformed(VOCABULARY + " has no token " + GgufRules.shown(token));
        }
        return token;
    }

    private static String marked(String token) {
        return token.startsWith(SUFFIX) ? token.substring(SUFFIX.length()) : WORD + token;
    }

    private void tensors() {
        long width = whole("hidden_size");
        tensor("embeddings.word_embeddings.weight", "token_embd.weight", true);
        tensor("embeddings.position_embeddings.weight", "position_embd.weight", false);
        tensor("embeddings.token_type_embeddings.weight", "token_types.weight", false);
        pair("embeddings.LayerNorm", "token_embd_norm");
        for (int layer = 0; layer < whole("num_hidden_layers"); layer++) {
            for (Map.Entry<String, String> name : LAYER.entrySet()) {
                pair(
                        "encoder.layer." + layer + "." + name.getKey(),
                        "blk." + layer + "." + name.getValue());
            }
        }
        if (find("embeddings.LayerNorm.weight").elements() != width) {
            throw malformed("its vectors are not " + width + " wide");
        }
    }

    private void pair(String theirs, String ours) {
        boolean matrix = find(theirs + ".weight").dimensions().size() > 1;
        tensor(theirs + ".weight", ours + ".weight", matrix);
        tensor(theirs + ".bias", ours + ".bias", false);
    }

    private void tensor(String theirs, String ours, boolean half) {
        SafeTensors.Tensor tensor = find(theirs);
        out.tensor(ours, tensor.dimensions(), half, target -> weights.forEach(tensor, target));
    }

    /** Some makers put the name of the whole before those of the parts. */
    private SafeTensors.Tensor find(String name) {
        return Stream.of(name, "bert." + name)
                .map(weights.tensors()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> malformed("it has no weights '" + name + "'"));
    }

    /** An empty object where the file does not exist. */
    private JsonNode json(String name) throws IOException {
        try {
            return new ObjectMapper()
                    .readTree(Files.exists(folder.resolve(name)) ? text(name) : "{}");
        } catch (JacksonException e) {
            throw malformed(name + " is not JSON");
        }
    }

    private String text(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_TEXT_BYTES) {
            throw malformed("there is no " + name + " of at most " + MAX_TEXT_BYTES + " bytes");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private ModelException malformed(String why) {
        return SafeTensors.malformed(folder.resolve(WEIGHTS), why);
    }
}
