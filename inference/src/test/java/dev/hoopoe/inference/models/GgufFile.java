package dev.hoopoe.inference.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Writes small GGUF files for tests: a whole one-block llama by default, and whatever a test bends.
 */
public final class GgufFile {
    private static final int WIDTH = 32;

    int magic = 0x46554747;
    int version = 3;
    long alignment = 32;
    long extraTensors;
    long extraKeys;
    int missingBytes;
    final Map<String, byte[]> metadata = new LinkedHashMap<>();
    final List<Tensor> tensors = new ArrayList<>();
    private final ByteArrayOutputStream repeatedKeys = new ByteArrayOutputStream();

    /** An entry of the table; an offset below zero follows from the tensors before it. */
    record Tensor(String name, List<Long> dimensions, int type, long offset) {
        static Tensor floats(String name, long... dimensions) {
            return new Tensor(name, Arrays.stream(dimensions).boxed().toList(), 0, -1);
        }

        long bytes() {
            long elements = 4;
            for (long dimension : dimensions) {
                elements *= dimension;
            }
            return elements;
        }
    }

    static GgufFile llama() {
        GgufFile file = new GgufFile();
        file.metadata.put("general.architecture", string("llama"));
        file.metadata.put("general.name", string("tiny"));
        file.metadata.put("general.file_type", u32(0));
        file.metadata.put("llama.context_length", u32(64));
        file.metadata.put("llama.block_count", u32(1));
        file.metadata.put("tokenizer.ggml.tokens", strings("<s>", "</s>", "a"));
        file.metadata.put("tokenizer.ggml.scores", array(6, 3, 12));
        file.metadata.put("tokenizer.ggml.bos_token_id", u32(0));
        file.metadata.put("tokenizer.chat_template", string("{{ messages }}"));
        file.tensors.add(Tensor.floats("token_embd.weight", WIDTH, 3));
        for (String name : List.of("attn_norm", "ffn_norm")) {
            file.tensors.add(Tensor.floats("blk.0." + name + ".weight", WIDTH));
        }
        for (String name :
                List.of("attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down")) {
            file.tensors.add(Tensor.floats("blk.0." + name + ".weight", WIDTH, WIDTH));
        }
        return file;
    }

    /**
     * Writes a LoRA adapter of rank 4 that changes the attention's output in the first blocks, by
     * random numbers.
     */
    public static void writeAdapter(Path file, int width, float size, long seed)
            throws IOException {
        GgufFile gguf = new GgufFile();
        gguf.metadata.put("general.type", string("adapter"));
        gguf.metadata.put("general.architecture", string("llama"));
        gguf.metadata.put("adapter.type", string("lora"));
        gguf.metadata.put("adapter.lora.alpha", joined(i32(6), f32(4)));
        for (int block = 0; block < 6; block++) {
            String name = "blk." + block + ".attn_output.weight";
            gguf.tensors.add(Tensor.floats(name + ".lora_a", width, 4));
            gguf.tensors.add(Tensor.floats(name + ".lora_b", 4, width));
        }
        long data = gguf.tensors.stream().mapToLong(Tensor::bytes).sum();
        byte[] bytes = gguf.bytes();
        ByteBuffer numbers =
                ByteBuffer.wrap(bytes, (int) (bytes.length - data), (int) data)
                        .order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(seed);
        while (numbers.hasRemaining()) {
            numbers.putFloat((float) random.nextGaussian() * size);
        }
        Files.write(file, bytes);
    }

    GgufFile with(String key, byte[] value) {
        metadata.put(key, value);
        return this;
    }

    GgufFile repeat(String key, byte[] value) {
        extraKeys++;
        repeatedKeys.writeBytes(text(key));
        repeatedKeys.writeBytes(value);
        return this;
    }

    GgufFile replace(int index, UnaryOperator<Tensor> change) {
        tensors.set(index, change.apply(tensors.get(index)));
        return this;
    }

    Path write(Path file) throws IOException {
        byte[] bytes = bytes();
        return Files.write(file, Arrays.copyOf(bytes, bytes.length - missingBytes));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                little(16)
                        .putInt(magic)
                        .putInt(version)
                        .putLong(tensors.size() + extraTensors)
                        .array());
        out.writeBytes(i64(metadata.size() + extraKeys));
        metadata.forEach((key, value) -> {
            out.writeBytes(text(key));
            out.writeBytes(value);
        });
        out.writeBytes(repeatedKeys.toByteArray());
        long data = 0;
        for (Tensor tensor : tensors) {
            out.writeBytes(entry(tensor, tensor.offset() < 0 ? data : tensor.offset()));
            data = (data + tensor.bytes() + alignment - 1) / alignment * alignment;
        }
        long start = (out.size() + alignment - 1) / alignment * alignment;
        out.writeBytes(new byte[(int) (start - out.size() + Math.clamp(data, 0, 1 << 20))]);
        return out.toByteArray();
    }

    private static byte[] entry(Tensor tensor, long offset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text(tensor.name()));
        out.writeBytes(i32(tensor.dimensions().size()));
        for (long dimension : tensor.dimensions()) {
            out.writeBytes(i64(dimension));
        }
        out.writeBytes(i32(tensor.type()));
        out.writeBytes(i64(offset));
        return out.toByteArray();
    }

    static byte[] string(String value) {
        return joined(i32(8), text(value));
    }

    static byte[] u32(int value) {
        return joined(i32(4), i32(value));
    }

    static byte[] strings(String... values) {
        byte[] all = joined(i32(9), i32(8), i64(values.length));
        for (String value : values) {
            all = joined(all, text(value));
        }
        return all;
    }

    static byte[] array(int type, long count, int bytes) {
        return joined(i32(9), i32(type), i64(count), new byte[bytes]);
    }

    static byte[] typed(int type, byte... value) {
        return joined(i32(type), value);
    }

    static byte[] text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return joined(i64(bytes.length), bytes);
    }

    static byte[] i32(int value) {
        return little(Integer.BYTES).putInt(value).array();
    }

    static byte[] f32(float value) {
        return little(Float.BYTES).putFloat(value).array();
    }

    static byte[] i64(long value) {
        return little(Long.BYTES).putLong(value).array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
