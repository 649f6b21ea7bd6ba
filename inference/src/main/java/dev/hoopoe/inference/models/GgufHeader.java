package dev.hoopoe.inference.models;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header of a GGUF file, checked before any native code sees the file.
 *
 * <p>Format: ggml's {@code docs/gguf.md}, versions 2 and 3, little-endian. Where the format leaves
 * room, the rule of llama.cpp v0.4.0 holds: tensors lie one behind the other, in the order of the
 * table. Reading takes time and memory in proportion to the header, whatever its counts claim; the
 * vocabulary is counted, not kept. Immutable.
 *
 * @param file the file that was read
 * @param version 2 or 3
 * @param alignment of the tensor data, in bytes
 * @param metadata by key, in the order of the file
 * @param tensors in the order of the file
 * @param dataStart where the tensor data starts, in bytes from the start of the file
 * @param fileBytes the size of the file
 */
public record GgufHeader(
        Path file,
        int version,
        long alignment,
        Map<String, GgufValue> metadata,
        List<GgufTensor> tensors,
        long dataStart,
        long fileBytes) {

    public GgufHeader {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads and checks the header of a file.
     *
     * @throws ModelException if the file is missing, unreadable or breaks a rule of the format; the
     *     message names the file, the rule and what to do
     */
    public static GgufHeader read(Path file) {
        GgufHeader header = readAny(file);
        new GgufRules(header).check();
        return header;
    }

    /** Reads the header of a file that need not hold a whole model. */
    static GgufHeader readAny(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    file
                            + " is not a file. Name a GGUF file, or a model that 'hoopoe models list' shows.");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return new GgufParser(file, new GgufReader(file, channel)).parse();
        } catch (IOException failure) {
            throw new ModelException(
                    file + " cannot be read (" + failure.getMessage() + "). Check its permissions.",
                    failure);
        }
    }

    /** The family that the model belongs to, such as {@code qwen2}. */
    public String architecture() {
        return text("general.architecture").orElseThrow();
    }

    /** What the model's maker calls it. Never use it as a file name. */
    public Optional<String> name() {
        return text("general.name");
    }

    /** The number of tokens that the model was trained to see at once. */
    public OptionalLong contextLength() {
        return whole(architecture() + ".context_length");
    }

    /** The Jinja source of the chat template. */
    public Optional<String> chatTemplate() {
        return text("tokenizer.chat_template");
    }

    /** How most weights are stored, such as {@code Q4_K_M}. */
    public Optional<String> fileType() {
        OptionalLong code = whole("general.file_type");
        return code.isEmpty() ? Optional.empty() : FileType.name(code.getAsLong());
    }

    /** The number of weights. */
    public long parameters() {
        return tensors.stream().mapToLong(GgufTensor::elements).sum();
    }

    /** The number of tokens in the vocabulary; zero for a file without one. */
    public long vocabularySize() {
        return metadata.get(GgufRules.TOKENS) instanceof GgufValue.Array tokens
                ? tokens.count()
                : 0;
    }

    /** A string of the metadata. */
    public Optional<String> text(String key) {
        return metadata.get(key) instanceof GgufValue.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    /** An integer of the metadata; empty too when it does not fit 64 bits. */
    public OptionalLong whole(String key) {
        return metadata.get(key) instanceof GgufValue.Whole(BigInteger value)
                        && value.bitLength() < Long.SIZE
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }
}
