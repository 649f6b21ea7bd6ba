package dev.hoopoe.inference.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The measures of a model that decide about memory. They are read from the tensor table, which
 * cannot claim what the file does not have; from the metadata only where tensors do not tell.
 */
final class ModelShape {
    private static final String BLOCK_PREFIX = "blk.";

    private final GgufHeader header;
    private final Map<String, GgufTensor> tensors;

    ModelShape(GgufHeader header) {
        this.header = header;
        this.tensors =
                header.tensors().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        GgufTensor::name, Function.identity()));
    }

    /** The number of blocks, by their tensors. */
    long layers() {
        return tensors.keySet().stream()
                .filter(name -> name.startsWith(BLOCK_PREFIX))
                .map(name -> name.substring(0, name.indexOf('.', BLOCK_PREFIX.length()) + 1))
                .distinct()
                .count();
    }

    /** Numbers per token between blocks. */
    long embedding() {
        return Optional.ofNullable(tensors.get("token_embd.weight"))
                .map(tensor -> tensor.dimensions().getFirst())
                .orElseGet(() -> number("embedding_length").orElse(0));
    }

    /** Numbers that all blocks together keep of one token in the KV cache. */
    long cachedNumbers() {
        long numbers = 0;
        long layers = layers();
        for (long layer = 0; layer < layers; layer++) {
            numbers = Math.addExact(numbers, cachedNumbers(BLOCK_PREFIX + layer + "."));
        }
        return numbers;
    }

    private long cachedNumbers(String block) {
        GgufTensor keys = tensors.get(block + "attn_k.weight");
        GgufTensor values = tensors.get(block + "attn_v.weight");
        if (keys != null) {
            return keys.rows() + (values == null ? keys.rows() : values.rows());
        }
        GgufTensor fused = tensors.get(block + "attn_qkv.weight");
        GgufTensor output = tensors.get(block + "attn_output.weight");
        if (fused != null && output != null) {
            // What is not query is key and value; the queries are as wide as what goes out.
            return Math.max(0, fused.rows() - output.dimensions().getFirst());
        }
        // Blocks without attention (recurrent ones) keep no tokens.
        return output == null ? 0 : cachedNumbersByMetadata();
    }

    private long cachedNumbersByMetadata() {
        long heads = number("attention.head_count_kv").orElse(1);
        long key = number("attention.key_length").orElse(embedding());
        return Math.multiplyExact(
                heads, Math.addExact(key, number("attention.value_length").orElse(key)));
    }

    /** Numbers per token inside the widest block. */
    long feedForward() {
        long used = number("expert_used_count").orElse(0);
        return tensors.values().stream()
                .mapToLong(tensor ->
                        tensor.name().endsWith(".ffn_up.weight")
                                ? tensor.rows()
                                : tensor.name().endsWith(".ffn_up_exps.weight")
                                        ? Math.multiplyExact(tensor.rows(), used)
                                        : 0)
                .max()
                .orElse(0);
    }

    /** How many experts look at one token; none in a model without them. */
    long experts() {
        return number("expert_used_count").orElse(0);
    }

    /** Weights that are multiplied by, and so may be repacked. */
    List<GgufTensor> factors() {
        boolean tied = !tensors.containsKey("output.weight");
        return tensors.values().stream()
                .filter(tensor -> tensor.dimensions().size() >= 2)
                .filter(tensor -> tied || !tensor.name().equals("token_embd.weight"))
                .toList();
    }

    OptionalLong number(String key) {
        OptionalLong number = header.whole(header.architecture() + "." + key);
        return number.isPresent() && number.getAsLong() < 0 ? OptionalLong.empty() : number;
    }
}
