package dev.hoopoe.inference.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a GGUF file, version 3: the same calls give the same bytes. Format: ggml's {@code
 * docs/gguf.md}. Used by one thread.
 */
final class GgufWriter {
    private static final int MAGIC = 0x46554747;
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int CHUNK_BYTES = 1 << 18;

    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final Bytes metadata = new Bytes();
    private final List<Tensor> tensors = new ArrayList<>();
    private int keys;

    /** Where a tensor's numbers come from. */
    @FunctionalInterface
    interface Weights {
        void forEach(SafeTensors.Numbers target) throws IOException;
    }

    private record Tensor(String name, List<Long> dimensions, boolean half, Weights weights) {
        long bytes() {
            return dimensions.stream().reduce(half ? 2L : 4L, Math::multiplyExact);
        }
    }

    /** Little-endian numbers and strings, one behind the other. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes i32(int value) {
            return number(value, Integer.BYTES);
        }

        Bytes i64(long value) {
            return number(value, Long.BYTES);
        }

        private Bytes number(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out.write((int) (value >>> (Byte.SIZE * i)));
            }
            return this;
        }

        Bytes text(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            i64(bytes.length);
            out.writeBytes(bytes);
            return this;
        }
    }

    private Bytes key(String name, int type) {
        keys++;
        return metadata.text(name).i32(type);
    }

    GgufWriter text(String key, String value) {
        key(key, STRING).text(value);
        return this;
    }

    GgufWriter whole(String key, int value) {
        key(key, UINT32).i32(value);
        return this;
    }

    GgufWriter real(String key, float value) {
        key(key, FLOAT32).i32(Float.floatToIntBits(value));
        return this;
    }

    GgufWriter flag(String key, boolean value) {
        key(key, BOOL).out.write(value ? 1 : 0);
        return this;
    }

    GgufWriter texts(String key, List<String> values) {
        Bytes array = key(key, ARRAY).i32(STRING).i64(values.size());
        values.forEach(array::text);
        return this;
    }

    GgufWriter wholes(String key, List<Integer> values) {
        Bytes array = key(key, ARRAY).i32(INT32).i64(values.size());
        values.forEach(array::i32);
        return this;
    }

    /**
     * Adds a tensor, whose weights are asked for when the file is written.
     *
     * @param dimensions the outermost first
     * @param half whether it is stored in 16 bits
     */
    GgufWriter tensor(String name, List<Long> dimensions, boolean half, Weights weights) {
        tensors.add(new Tensor(name, dimensions.reversed(), half, weights));
        return this;
    }

    /** Writes everything. */
    void write(Sink sink) throws IOException {
        Bytes head = new Bytes().i32(MAGIC).i32(VERSION).i64(tensors.size()).i64(keys);
        head.out.writeBytes(metadata.out.toByteArray());
        long offset = 0;
        for (Tensor tensor : tensors) {
            head.text(tensor.name()).i32(tensor.dimensions().size());
            tensor.dimensions().forEach(head::i64);
            TensorType type = tensor.half() ? TensorType.F16 : TensorType.F32;
            head.i32(type.code()).i64(offset);
            offset += padded(tensor.bytes());
        }
        sink.write(ByteBuffer.wrap(head.out.toByteArray()));
        pad(head.out.size(), sink);
        for (Tensor tensor : tensors) {
            write(tensor, sink);
            pad(tensor.bytes(), sink);
        }
    }

    private static void write(Tensor tensor, Sink sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        tensor.weights()
                .forEach(number -> {
                    if (chunk.remaining() < Float.BYTES) {
                        sink.write(chunk.flip());
                        chunk.clear();
                    }
                    if (tensor.half()) {
                        chunk.putShort(Float.floatToFloat16(number));
                    } else {
                        chunk.putFloat(number);
                    }
                });
        sink.write(chunk.flip());
    }

    private static long padded(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }

    private static void pad(long bytes, Sink sink) throws IOException {
        sink.write(ByteBuffer.allocate((int) (padded(bytes) - bytes)));
    }
}
