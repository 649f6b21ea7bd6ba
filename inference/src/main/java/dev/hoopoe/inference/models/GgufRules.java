package dev.hoopoe.inference.models;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must fit together between the parts of a header. Native loaders index one by the other
 * without a check.
 */
record GgufRules(GgufHeader header) {
    static final String TOKENS = "tokenizer.ggml.tokens";

    private static final int MAX_SHOWN_CHARS = 64;
    private static final int TYPE_INT32 = 5;
    private static final int TYPE_FLOAT32 = 6;
    private static final int TYPE_STRING = 8;

    /** {@code LLAMA_TOKEN_NULL} as an unsigned number: the model has no such token. */
    private static final BigInteger NO_TOKEN = BigInteger.valueOf(0xffff_ffffL);

    /** More blocks than any model has, so that a claimed number cannot keep us busy. */
    private static final long MAX_BLOCKS = 1_024;

    /**
     * The architectures of the catalogue, whose blocks are all alike; each name may stand for one
     * of several tensors.
     */
    private static final Set<String> UNIFORM = Set.of("llama", "qwen2", "qwen3");

    private static final List<List<String>> BLOCK =
            List.of(
                    List.of("attn_norm"),
                    List.of("attn_q", "attn_qkv"),
                    List.of("attn_k", "attn_qkv"),
                    List.of("attn_v", "attn_qkv"),
                    List.of("attn_output"),
                    List.of("ffn_norm"),
                    List.of("ffn_up", "ffn_up_exps"),
                    List.of("ffn_down", "ffn_down_exps"));

    void check() {
        if (header.text("general.architecture").orElse("").isBlank()) {
            throw malformed("'general.architecture' is missing");
        }
        requireWholeModel();
        requireVocabulary();
        requireTokenIds();
        requireRows("token_embd.weight");
        requireRows("output.weight");
        requireBlocks();
    }

    private void requireWholeModel() {
        long parts = header.whole("split.count").orElse(1);
        if (parts > 1) {
            throw malformed(
                    "it is one of " + parts + " parts; join them with llama-gguf-split --merge");
        }
    }

    private void requireVocabulary() {
        GgufValue tokens = header.metadata().get(TOKENS);
        if (tokens == null) {
            return;
        }
        requireArray(TOKENS, TYPE_STRING, tokens);
        requireArray("tokenizer.ggml.scores", TYPE_FLOAT32, tokens);
        requireArray("tokenizer.ggml.token_type", TYPE_INT32, tokens);
    }

    private void requireArray(String key, int type, GgufValue tokens) {
        GgufValue found = header.metadata().get(key);
        long count = tokens instanceof GgufValue.Array array ? array.count() : 0;
        if (found != null && !found.equals(new GgufValue.Array(type, count))) {
            throw malformed(
                    "'"
                            + key
                            + "' must be an array of type "
                            + type
                            + " with one element for each of the "
                            + count
                            + " tokens, but is "
                            + found);
        }
    }

    private void requireTokenIds() {
        if (!header.metadata().containsKey(TOKENS)) {
            return;
        }
        BigInteger size = BigInteger.valueOf(header.vocabularySize());
        for (Map.Entry<String, GgufValue> entry : header.metadata().entrySet()) {
            boolean id =
                    entry.getKey().startsWith("tokenizer.ggml.")
                            && entry.getKey().endsWith("_token_id");
            if (id && !isToken(entry.getValue(), size)) {
                throw malformed(
                        "'"
                                + shown(entry.getKey())
                                + "' is "
                                + entry.getValue()
                                + ", but the vocabulary has "
                                + size
                                + " tokens");
            }
        }
    }

    private static boolean isToken(GgufValue value, BigInteger size) {
        return value instanceof GgufValue.Whole(BigInteger id)
                && (isNone(id) || (id.signum() >= 0 && id.compareTo(size) < 0));
    }

    private static boolean isNone(BigInteger id) {
        return id.equals(NO_TOKEN) || id.equals(BigInteger.ONE.negate());
    }

    private void requireRows(String name) {
        header.tensors().stream()
                .filter(tensor ->
                        tensor.name().equals(name) && tensor.rows() < header.vocabularySize())
                .findFirst()
                .ifPresent(tensor -> {
                    throw malformed(
                            "'"
                                    + name
                                    + "' has "
                                    + tensor.rows()
                                    + " rows for "
                                    + header.vocabularySize()
                                    + " tokens");
                });
    }

    private void requireBlocks() {
        OptionalLong blocks = header.whole(header.architecture() + ".block_count");
        if (!UNIFORM.contains(header.architecture())) {
            return;
        }
        if (blocks.isEmpty() || blocks.getAsLong() < 1 || blocks.getAsLong() > MAX_BLOCKS) {
            throw malformed(
                    "'" + header.architecture() + ".block_count' must be 1 to " + MAX_BLOCKS);
        }
        Set<String> names =
                header.tensors().stream().map(GgufTensor::name).collect(Collectors.toSet());
        requireTensor(names, "", List.of("token_embd"));
        for (long block = 0; block < blocks.getAsLong(); block++) {
            String prefix = "blk." + block + ".";
            BLOCK.forEach(alternatives -> requireTensor(names, prefix, alternatives));
        }
    }

    private void requireTensor(Set<String> names, String prefix, List<String> alternatives) {
        if (alternatives.stream().noneMatch(name -> names.contains(prefix + name + ".weight"))) {
            throw malformed(
                    "the tensor '" + prefix + alternatives.getFirst() + ".weight' is missing");
        }
    }

    private ModelException malformed(String why) {
        return ModelException.malformed(header.file(), why);
    }

    static String shown(String name) {
        String line = name.replaceAll("\\p{C}", "?");
        return line.length() <= MAX_SHOWN_CHARS ? line : line.substring(0, MAX_SHOWN_CHARS) + "…";
    }
}
