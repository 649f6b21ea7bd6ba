package dev.hoopoe.inference.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of weights as Hugging Face stores them: the length of a header in eight little-endian
 * bytes, the header in JSON, the numbers. Format: "safetensors", README of its project. Only files
 * of at most {@value #MAX_TENSORS} tensors are read.
 *
 * @param tensors by name; each lies within the file
 */
record SafeTensors(Path file, Map<String, Tensor> tensors) {
    private static final long MAX_HEADER_BYTES = 8 << 20;
    private static final int MAX_TENSORS = 10_000;
    private static final int MAX_DIMENSIONS = 4;
    private static final int CHUNK_ELEMENTS = 1 << 16;

    /**
     * One tensor.
     *
     * @param dimensions the outermost first
     * @param from bytes from the start of the file
     */
    record Tensor(Type type, List<Long> dimensions, long from) {
        long elements() {
            return dimensions.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /** How a tensor's numbers are stored. */
    enum Type {
        F32(4),
        F16(2),
        BF16(2);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        private float read(ByteBuffer source) {
            return switch (this) {
                case F32 -> source.getFloat();
                case F16 -> Float.float16ToFloat(source.getShort());
                case BF16 -> Float.intBitsToFloat(source.getShort() << Short.SIZE);
            };
        }
    }

    /** Takes numbers one by one. */
    @FunctionalInterface
    interface Numbers {
        void accept(float number) throws IOException;
    }

    /**
     * Reads the header. Tensors of other types than {@link Type} are left out.
     *
     * @throws ModelException if it is not one
     */
    static SafeTensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long length = fill(channel, 0, Long.BYTES).getLong();
            if (length < 2 || length > Math.min(MAX_HEADER_BYTES, channel.size() - Long.BYTES)) {
                throw malformed(file, "it claims a header of " + length + " bytes");
            }
            JsonNode header =
                    new ObjectMapper().readTree(fill(channel, Long.BYTES, (int) length).array());
            return read(file, header, Long.BYTES + length, channel.size());
        } catch (JacksonException | ArithmeticException e) {
            throw malformed(file, "its header is damaged");
        }
    }

    private static SafeTensors read(Path file, JsonNode header, long start, long end) {
        if (!header.isObject() || header.size() > MAX_TENSORS) {
            throw malformed(file, "its header is not a list of at most " + MAX_TENSORS);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            String type = entry.getValue().path("dtype").asText();
            for (Type known : Type.values()) {
                if (known.name().equals(type)) {
                    Tensor tensor = tensor(file, known, entry.getValue(), start);
                    requireWithin(file, tensor, entry.getValue(), start, end);
                    tensors.put(entry.getKey(), tensor);
                }
            }
        }
        return new SafeTensors(file, tensors);
    }

    private static Tensor tensor(Path file, Type type, JsonNode entry, long start) {
        List<Long> dimensions = new ArrayList<>();
        for (JsonNode dimension : entry.path("shape")) {
            if (dimension.asLong(-1) < 1 || dimensions.size() == MAX_DIMENSIONS) {
                throw malformed(file, "a tensor has the shape " + shown(entry.path("shape")));
            }
            dimensions.add(dimension.asLong());
        }
        long from = entry.path("data_offsets").path(0).asLong(-1);
        return new Tensor(type, List.copyOf(dimensions), Math.addExact(start, from));
    }

    private static void requireWithin(
            Path file, Tensor tensor, JsonNode entry, long start, long end) {
        long bytes = Math.multiplyExact(tensor.elements(), tensor.type().bytes);
        long to = Math.addExact(start, entry.path("data_offsets").path(1).asLong(-1));
        if (tensor.from() < start || to > end || to - tensor.from() != bytes) {
            throw malformed(
                    file,
                    "a tensor of %d bytes is said to lie at %s"
                            .formatted(bytes, shown(entry.path("data_offsets"))));
        }
    }

    private static String shown(JsonNode node) {
        return GgufRules.shown(node.toString());
    }

    /** Reads a tensor's numbers in their order. */
    void forEach(Tensor tensor, Numbers target) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long left = tensor.elements();
            long position = tensor.from();
            while (left > 0) {
                int count = (int) Math.min(left, CHUNK_ELEMENTS);
                ByteBuffer chunk = fill(channel, position, count * tensor.type().bytes);
                for (int i = 0; i < count; i++) {
                    target.accept(tensor.type().read(chunk));
                }
                left -= count;
                position += chunk.capacity();
            }
        }
    }

    private static ByteBuffer fill(FileChannel channel, long position, int bytes)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException(channel + " ends too early");
            }
        }
        return buffer.flip();
    }

    static ModelException malformed(Path file, String why) {
        return new ModelException(
                "%s cannot be converted: %s. Fetch it again, or take a GGUF file of the model."
                        .formatted(file.getFileName(), why));
    }
}
