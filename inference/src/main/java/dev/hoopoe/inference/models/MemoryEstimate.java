package dev.hoopoe.inference.models;

import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * How much memory a model will take, in bytes; from its header alone, before anything is loaded.
 * {@code docs/decisions/0007-memory-advice.md} compares it with measurements.
 *
 * @param weights the file, mapped: the system shares and drops these pages by itself
 * @param repacked a second copy of some weights, in the processor's favourite order
 * @param cache keys and values of the whole context, there from the beginning
 * @param compute what one step of evaluation needs, and the rows of logits
 * @param program Java, the libraries and the vocabulary
 */
public record MemoryEstimate(long weights, long repacked, long cache, long compute, long program) {
    /** Tokens that are evaluated at once; the engine's batch. */
    private static final long BATCH = 512;

    /** A context's length is rounded up to this (llama-context.cpp, {@code GGML_PAD}). */
    private static final long CONTEXT_STEP = 256;

    private static final long FLOAT_BYTES = 4;

    /** A number of the attention's mask, as flash attention reads it. */
    private static final long MASK_BYTES = 2;

    /** Measured: a JVM that has loaded the engine and answered, without any tool. */
    private static final long PROGRAM_BYTES = 80L << 20;

    /** Measured: a token's text, score, merges and place in the tables, native and Java. */
    private static final long VOCABULARY_BYTES = 320;

    /**
     * Estimates for this machine's processor.
     *
     * @param repack whether weights are repacked
     * @throws ModelException if the figures in the header cannot be
     */
    public static MemoryEstimate of(GgufHeader header, Workload workload, boolean repack) {
        return of(header, workload, repack, Processor.read(Path.of("/")));
    }

    /** Estimates for a model that may or may not be repacked on this processor. */
    static MemoryEstimate of(
            GgufHeader header, Workload workload, boolean repack, Processor processor) {
        ModelShape shape = new ModelShape(header);
        long context = padded(workload.contextOf(header));
        try {
            MemoryEstimate estimate =
                    new MemoryEstimate(
                            header.fileBytes(),
                            repack ? repacked(shape, processor) : 0,
                            cache(shape, context, workload),
                            compute(header, shape, context, workload),
                            PROGRAM_BYTES + header.vocabularySize() * VOCABULARY_BYTES);
            requireSum(estimate);
            return estimate;
        } catch (ArithmeticException _) {
            throw ModelException.malformed(
                    header.file(), "a context of " + context + " tokens does not fit 63 bits");
        }
    }

    /** A sum that ran over would look as if it fitted. */
    private static void requireSum(MemoryEstimate estimate) {
        if (estimate.total() < 0) {
            throw new ArithmeticException();
        }
    }

    /** Everything, as the system's own tools show it for the process. */
    public long total() {
        return LongStream.of(weights, repacked, cache, compute, program).reduce(0, Math::addExact);
    }

    private static long padded(long context) {
        return (context + CONTEXT_STEP - 1) / CONTEXT_STEP * CONTEXT_STEP;
    }

    private static long repacked(ModelShape shape, Processor processor) {
        return shape.factors().stream()
                .filter(processor::repacks)
                .mapToLong(GgufTensor::bytes)
                .sum();
    }

    private static long cache(ModelShape shape, long context, Workload workload) {
        TensorType type = TensorType.valueOf(workload.kvType().name());
        return type.bytes(Math.multiplyExact(shape.cachedNumbers(), context));
    }

    // The feed-forward part is the widest: gate, up and their product at once, beside what goes
    // in and out of the block and its normalised form.
    private static long compute(
            GgufHeader header, ModelShape shape, long context, Workload workload) {
        long perToken =
                Math.addExact(
                        Math.multiplyExact(3, shape.feedForward()),
                        Math.multiplyExact(Math.addExact(4, shape.experts()), shape.embedding()));
        long step = Math.multiplyExact(BATCH * FLOAT_BYTES, perToken);
        long mask = Math.multiplyExact(BATCH * MASK_BYTES, context);
        long logits = Math.multiplyExact(workload.rows() * FLOAT_BYTES, header.vocabularySize());
        return Math.addExact(Math.addExact(step, mask), logits);
    }
}
