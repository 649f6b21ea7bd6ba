package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a model file again with smaller numbers, by {@code llama_model_quantize}. It cannot be
 * stopped on the way: who wants to give up leaves the thread to finish for nothing.
 *
 * <p>Any thread may call it. How far it is comes from llama.cpp's one log, so of two calls at a
 * time only the later one is sure to hear it.
 */
public final class Quantizer {
    // struct llama_model_quantize_params of llama.h v0.4.0
    private static final StructLayout PARAMS =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(64 / 8, JAVA_LONG));
    private static final long THREADS = 0;
    private static final long FILE_TYPE = 4;
    private static final long ALLOW_REQUANTIZE = 16;
    private static final long DRY_RUN = 21;
    private static final long BUFFER_BYTES = 56;

    /** Rows that are worked on at once; llama.cpp's own default is 8 GiB. */
    private static final long MOST_BUFFER_BYTES = 1L << 29;

    private static final Pattern TENSOR = Pattern.compile("\\[\\s*(\\d+)/\\s*(\\d+)].*");
    private static final Pattern TOTAL = Pattern.compile(".*quant size\\s*=\\s*([0-9.]+) MiB.*");
    private static final Pattern FAILED = Pattern.compile(".*failed to quantize: (.*)");
    private static final double MEBIBYTE = 1 << 20;

    private final Llama llama;

    /**
     * A quantizer.
     *
     * @throws LlamaException if the library's defaults are not those of the version that we know
     */
    public Quantizer(Llama llama) {
        this.llama = llama;
        try (Arena arena = Arena.ofConfined()) {
            requireKnownDefaults(defaults(arena));
        }
    }

    // llama_model_quantize_default_params() in llama-quant.cpp: Q8_0, types left open, output too.
    private static void requireKnownDefaults(MemorySegment params) {
        boolean known =
                params.get(JAVA_INT, THREADS) == 0
                        && params.get(JAVA_INT, FILE_TYPE) == 7
                        && params.get(JAVA_INT, 8) == params.get(JAVA_INT, 12)
                        && params.get(JAVA_BYTE, ALLOW_REQUANTIZE) == 0
                        && params.get(JAVA_BYTE, 17) == 1
                        && params.get(JAVA_BYTE, DRY_RUN) == 0
                        && params.get(JAVA_LONG, 24) == 0
                        && params.get(JAVA_LONG, BUFFER_BYTES) == 8L << 30;
        if (!known) {
            throw new LlamaException(
                    "The engine's libraries do not quantize like llama.cpp "
                            + NativeLibraries.VERSION
                            + ". Delete the folder 'natives' in Hoopoe's cache and start again.");
        }
    }

    private MemorySegment defaults(Arena arena) {
        return Structs.defaults(
                llama.symbols(), "llama_model_quantize_default_params", PARAMS, arena);
    }

    /**
     * How many bytes of weights the result will have; reads no weights.
     *
     * @param fileType a {@code llama_ftype}
     * @throws LlamaException if llama.cpp will not do it; the message holds its reason
     */
    public OptionalLong size(Path source, int fileType, Path target) {
        AtomicBoolean matrix = new AtomicBoolean();
        AtomicReference<OptionalLong> bytes = new AtomicReference<>(OptionalLong.empty());
        run(
                source,
                target,
                fileType,
                true,
                true,
                0,
                line -> {
                    Matcher total = TOTAL.matcher(line);
                    if (total.matches()) {
                        double size = Double.parseDouble(total.group(1)) * MEBIBYTE;
                        bytes.set(OptionalLong.of((long) size));
                    }
                    matrix.compareAndSet(false, line.contains("will require an imatrix"));
                });
        if (matrix.get()) {
            throw new LlamaException(
                    "numbers this small need an importance matrix, which Hoopoe does not make");
        }
        return bytes.get();
    }

    /**
     * Quantizes.
     *
     * @param fileType a {@code llama_ftype}
     * @param threads 0 for one for each processor
     * @param perMille hears how far it is, on this thread
     * @throws LlamaException if it failed; an unfinished target may be left behind
     */
    public void quantize(
            Path source,
            Path target,
            int fileType,
            boolean requantize,
            int threads,
            IntConsumer perMille) {
        run(
                source,
                target,
                fileType,
                requantize,
                false,
                threads,
                line -> {
                    Matcher tensor = TENSOR.matcher(line);
                    if (tensor.matches()) {
                        double done = Integer.parseInt(tensor.group(1)) - 1.0;
                        perMille.accept((int) (1000 * done / Integer.parseInt(tensor.group(2))));
                    }
                });
    }

    private void run(
            Path source,
            Path target,
            int fileType,
            boolean requantize,
            boolean dry,
            int threads,
            Consumer<String> listener) {
        llama.log().clear();
        AtomicReference<String> reason = new AtomicReference<>("");
        llama.log().listen(ofThisThread(listener, reason));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = defaults(arena);
            params.set(JAVA_INT, THREADS, threads);
            params.set(JAVA_INT, FILE_TYPE, fileType);
            params.set(JAVA_BOOLEAN, ALLOW_REQUANTIZE, requantize);
            params.set(JAVA_BOOLEAN, DRY_RUN, dry);
            params.set(JAVA_LONG, BUFFER_BYTES, MOST_BUFFER_BYTES);
            int status =
                    (int)
                            llama.symbols()
                                    .returning(
                                            JAVA_INT,
                                            "llama_model_quantize",
                                            ADDRESS,
                                            ADDRESS,
                                            ADDRESS)
                                    .handle()
                                    .invokeExact(
                                            arena.allocateFrom(source.toString()),
                                            arena.allocateFrom(target.toString()),
                                            params);
            if (status != 0) {
                String why = reason.get();
                throw new LlamaException(why.isEmpty() ? llama.log().cause() : why);
            }
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        } finally {
            llama.log().listen(line -> {});
        }
    }

    /** A call that was given up may still run, and writes to the same log from its own thread. */
    private static Consumer<String> ofThisThread(
            Consumer<String> listener, AtomicReference<String> reason) {
        Thread caller = Thread.currentThread();
        return line -> {
            if (Thread.currentThread() != caller) {
                return;
            }
            listener.accept(line);
            // Warnings about single tensors come first; what it ended with comes last.
            Matcher failed = FAILED.matcher(line);
            if (failed.matches()) {
                reason.set(failed.group(1));
            }
        };
    }
}
