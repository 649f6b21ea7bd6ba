package dev.hoopoe.inference.models;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a GGUF header apart and checks each count, length and offset on the way. */
final class GgufParser {
    /** Far more than any model has; the largest have a few thousand. */
    static final long MAX_TENSORS = 1 << 16;

    static final long MAX_KEYS = 1 << 14;
    static final long MAX_KEY_BYTES = (1 << 16) - 1;

    /** The longest chat templates have some 30 kB. */
    static final long MAX_STRING_BYTES = 1 << 21;

    /** All strings that are kept, together. */
    static final long MAX_TEXT_BYTES = 1 << 24;

    static final long MAX_ARRAY_ELEMENTS = 1 << 24;
    static final long MAX_HEADER_BYTES = 1 << 28;

    /** ggml's {@code GGML_MAX_NAME} less the final zero. */
    static final int MAX_NAME_BYTES = 63;

    static final int MAX_DIMENSIONS = 4;
    static final long MAX_ALIGNMENT = 1 << 16;
    static final long DEFAULT_ALIGNMENT = 32;

    private static final long MAGIC = 0x46554747;
    private static final long OLDEST_VERSION = 2;
    private static final long NEWEST_VERSION = 3;
    private static final long BYTES_PER_KEY = Long.BYTES + Integer.BYTES + 1;
    private static final long BYTES_PER_TENSOR =
            Long.BYTES + Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final String ALIGNMENT = "general.alignment";

    private final Path file;
    private final GgufReader in;
    private long textBytes;

    GgufParser(Path file, GgufReader in) {
        this.file = file;
        this.in = in;
    }

    GgufHeader parse() throws IOException {
        magic();
        int version = version();
        long tensorCount = in.count("tensors", BYTES_PER_TENSOR, MAX_TENSORS);
        long keyCount = in.count("metadata keys", BYTES_PER_KEY, MAX_KEYS);
        Map<String, GgufValue> metadata = metadata(keyCount);
        long alignment = alignment(metadata);
        List<GgufTensor> tensors = tensors(tensorCount, alignment);
        long dataStart = padded(in.position(), alignment);
        requireData(tensors, dataStart);
        return new GgufHeader(file, version, alignment, metadata, tensors, dataStart, in.size());
    }

    private void magic() throws IOException {
        if (in.size() < 2L * Integer.BYTES + 2L * Long.BYTES) {
            throw in.malformed("it has " + in.size() + " bytes, too few for a GGUF header");
        }
        long magic = in.u32();
        if (magic != MAGIC) {
            throw in.malformed(
                    "it starts with the bytes %08x, not with 'GGUF'"
                            .formatted(Long.reverseBytes(magic) >>> 32));
        }
    }

    private int version() throws IOException {
        long version = in.u32();
        if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
            String hint = version > 0 && (version & 0xffff) == 0 ? " (a big-endian file)" : "";
            throw in.malformed(
                    "it has the GGUF version "
                            + version
                            + hint
                            + "; only 2 and 3, little-endian, are read");
        }
        return (int) version;
    }

    private Map<String, GgufValue> metadata(long count) throws IOException {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        for (long index = 0; index < count; index++) {
            String key = in.string("a metadata key", MAX_KEY_BYTES);
            if (key.isEmpty() || metadata.containsKey(key)) {
                throw in.malformed(
                        key.isEmpty()
                                ? "a metadata key is empty"
                                : "the metadata key '" + shown(key) + "' is there twice");
            }
            textBytes += key.length();
            metadata.put(key, value(key, in.u32()));
            requireHeaderSize();
        }
        return metadata;
    }

    private void requireHeaderSize() throws IOException {
        if (in.position() > MAX_HEADER_BYTES || textBytes > MAX_TEXT_BYTES) {
            throw in.malformed(
                    "its header is larger than "
                            + MAX_HEADER_BYTES
                            + " bytes or has more than "
                            + MAX_TEXT_BYTES
                            + " bytes of text");
        }
    }

    private GgufValue value(String key, long type) throws IOException {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case 0 -> whole(in.u8());
            case 1 -> whole((byte) in.u8());
            case 2 -> whole(in.u16());
            case 3 -> whole((short) in.u16());
            case 4 -> whole(in.u32());
            case 5 -> whole(in.i32());
            case 6 -> new GgufValue.Real(Float.intBitsToFloat((int) in.u32()), Float.SIZE);
            case 7 -> flag(key, in.u8());
            case 8 -> text(key);
            case 9 -> array(key);
            case 10 -> new GgufValue.Whole(in.u64());
            case 11 -> whole(in.i64());
            case 12 -> new GgufValue.Real(Double.longBitsToDouble(in.i64()), Double.SIZE);
            default ->
                    throw in.malformed(
                            "the metadata key '" + shown(key) + "' has the unknown type " + type);
        };
    }

    private static GgufValue whole(long value) {
        return new GgufValue.Whole(BigInteger.valueOf(value));
    }

    private GgufValue flag(String key, int value) {
        if (value > 1) {
            throw in.malformed("the boolean '" + shown(key) + "' has the value " + value);
        }
        return new GgufValue.Flag(value == 1);
    }

    private GgufValue text(String key) throws IOException {
        String text = in.string("the value of '" + shown(key) + "'", MAX_STRING_BYTES);
        textBytes += text.length();
        return new GgufValue.Text(text);
    }

    private GgufValue array(String key) throws IOException {
        long type = in.u32();
        int width = width(key, type);
        // A string takes at least its length.
        int least = width == 0 ? Long.BYTES : width;
        long count = in.count("elements of '" + shown(key) + "'", least, MAX_ARRAY_ELEMENTS);
        if (width > 0) {
            in.skip(count * width);
        } else {
            skipStrings(key, count);
        }
        return new GgufValue.Array((int) type, count);
    }

    private void skipStrings(String key, long count) throws IOException {
        // A vocabulary has hundreds of thousands: nothing is made for each.
        String what = "bytes of a string in '" + shown(key) + "'";
        for (long index = 0; index < count; index++) {
            in.skip(in.count(what, 1, MAX_STRING_BYTES));
        }
    }

    /** Bytes of an element; zero for strings. Arrays of arrays are not read by llama.cpp either. */
    private int width(String key, long type) {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case 0, 1, 7 -> Byte.BYTES;
            case 2, 3 -> Short.BYTES;
            case 4, 5, 6 -> Integer.BYTES;
            case 8 -> 0;
            case 10, 11, 12 -> Long.BYTES;
            default ->
                    throw in.malformed(
                            "the array '"
                                    + shown(key)
                                    + "' has elements of the unknown type "
                                    + type);
        };
    }

    private long alignment(Map<String, GgufValue> metadata) {
        GgufValue value = metadata.get(ALIGNMENT);
        if (value == null) {
            return DEFAULT_ALIGNMENT;
        }
        long alignment = value instanceof GgufValue.Whole whole ? whole.value().longValue() : 0;
        if (alignment <= 0 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw in.malformed(
                    "'"
                            + ALIGNMENT
                            + "' must be a power of two up to "
                            + MAX_ALIGNMENT
                            + ", but is "
                            + value);
        }
        return alignment;
    }

    private List<GgufTensor> tensors(long count, long alignment) throws IOException {
        List<GgufTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long expected = 0;
        for (long index = 0; index < count; index++) {
            GgufTensor tensor = tensor();
            if (!names.add(tensor.name())) {
                throw in.malformed("the tensor '" + shown(tensor.name()) + "' is there twice");
            }
            requireOffset(tensor, expected, alignment);
            expected = padded(Math.addExact(expected, tensor.bytes()), alignment);
            tensors.add(tensor);
            requireHeaderSize();
        }
        return tensors;
    }

    private void requireOffset(GgufTensor tensor, long expected, long alignment)
            throws IOException {
        if (tensor.offset() % alignment != 0) {
            throw in.malformed(
                    describe(tensor) + ", which is not a multiple of the alignment " + alignment);
        }
        if (tensor.offset() != expected) {
            throw in.malformed(describe(tensor) + ", but the tensor before it ends at " + expected);
        }
        if (tensor.bytes() > in.size()) {
            throw in.malformed(
                    "the tensor '"
                            + shown(tensor.name())
                            + "' needs "
                            + tensor.bytes()
                            + " bytes, but the file has "
                            + in.size());
        }
    }

    private static String describe(GgufTensor tensor) {
        return "the tensor '"
                + shown(tensor.name())
                + "' has the offset "
                + Long.toUnsignedString(tensor.offset());
    }

    private GgufTensor tensor() throws IOException {
        String name = in.string("a tensor's name", MAX_KEY_BYTES);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw in.malformed(
                    "the tensor name '"
                            + shown(name)
                            + "' has "
                            + bytes
                            + " bytes; 1 to "
                            + MAX_NAME_BYTES
                            + " are allowed");
        }
        List<Long> dimensions = dimensions(name);
        long code = in.u32();
        TensorType type =
                TensorType.of(code)
                        .orElseThrow(() ->
                                in.malformed(
                                        "the tensor '"
                                                + shown(name)
                                                + "' has the unknown type "
                                                + code));
        return new GgufTensor(
                name, dimensions, type.name(), in.i64(), bytes(name, dimensions, type));
    }

    private List<Long> dimensions(String name) throws IOException {
        long count = in.u32();
        if (count == 0 || count > MAX_DIMENSIONS) {
            throw in.malformed(
                    "the tensor '"
                            + shown(name)
                            + "' has "
                            + count
                            + " dimensions; 1 to "
                            + MAX_DIMENSIONS
                            + " are allowed");
        }
        List<Long> dimensions = new ArrayList<>();
        for (long index = 0; index < count; index++) {
            long dimension = in.i64();
            if (dimension <= 0) {
                throw in.malformed(
                        "the tensor '"
                                + shown(name)
                                + "' has a dimension of "
                                + Long.toUnsignedString(dimension));
            }
            dimensions.add(dimension);
        }
        return dimensions;
    }

    private long bytes(String name, List<Long> dimensions, TensorType type) {
        if (dimensions.getFirst() % type.blockElements() != 0) {
            throw in.malformed(
                    "the tensor '%s' has rows of %d elements, but %s is stored in blocks of %d"
                            .formatted(
                                    shown(name),
                                    dimensions.getFirst(),
                                    type,
                                    type.blockElements()));
        }
        try {
            return type.bytes(dimensions.stream().reduce(1L, Math::multiplyExact));
        } catch (ArithmeticException _) {
            throw in.malformed(
                    "the tensor '"
                            + shown(name)
                            + "' has the dimensions "
                            + dimensions
                            + ", whose size does not fit 63 bits");
        }
    }

    private void requireData(List<GgufTensor> tensors, long dataStart) {
        if (tensors.isEmpty()) {
            throw in.malformed("it has no tensors");
        }
        GgufTensor last = tensors.getLast();
        long end = Math.addExact(dataStart, Math.addExact(last.offset(), last.bytes()));
        if (end > in.size()) {
            throw in.malformed(
                    "its tensors end at byte "
                            + end
                            + ", but the file has only "
                            + in.size()
                            + "; it was cut short");
        }
    }

    private static long padded(long bytes, long alignment) {
        return Math.addExact(bytes, alignment - 1) & -alignment;
    }

    /** Names come from a stranger's file: no control characters, and not the whole of it. */
    private static String shown(String name) {
        return GgufRules.shown(name);
    }
}
