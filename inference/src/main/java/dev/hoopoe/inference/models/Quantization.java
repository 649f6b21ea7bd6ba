package dev.hoopoe.inference.models;

import dev.hoopoe.inference.llama.Llama;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.NativeLibraries;
import dev.hoopoe.inference.llama.Quantizer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Makes a smaller model file out of a larger one.
 *
 * <p>The result grows beside its target under another name and takes its place when it is whole and
 * checked, so no half file is ever left under the target's name. One at a time in a process.
 */
public final class Quantization {
    private static final Duration LOOK_UP = Duration.ofMillis(100);
    private static final String GROWING = ".quantizing";

    /** Weights that nothing was taken from yet. */
    private static final Set<String> WHOLE = Set.of("F64", "F32", "F16", "BF16");

    private final Path natives;
    private final DiskSpace space;

    /**
     * Quantization with the engine's libraries.
     *
     * @param cache the folder for unpacked libraries, usually {@code $XDG_CACHE_HOME/hoopoe}
     */
    public Quantization(Path cache) {
        this(cache, DiskSpace.SYSTEM);
    }

    Quantization(Path cache, DiskSpace space) {
        this.natives = cache.resolve("natives");
        this.space = space;
    }

    /**
     * What is to be made of what.
     *
     * @param source a model file
     * @param type such as {@code Q4_K_M}, in any case
     * @param target must not exist
     * @param requantize whether weights that are already quantized may be quantized again, which
     *     loses more than it would from the original
     * @param threads 0 for one for each processor
     */
    public record Job(Path source, String type, Path target, boolean requantize, int threads) {}

    /**
     * Quantizes.
     *
     * @param perMille hears how far it is, from another thread
     * @param cancelled asked several times a second; an interrupt of this thread works too. The
     *     target is never made then, but llama.cpp cannot be stopped: a thread goes on with the
     *     deleted file until it is through, or the process ends
     * @return the header of the new file
     * @throws ModelException if the source, the type or the target cannot be
     * @throws CancellationException if it was cancelled
     */
    public GgufHeader run(Job job, IntConsumer perMille, BooleanSupplier cancelled) {
        int fileType = fileType(job.type());
        GgufHeader header = GgufHeader.read(job.source());
        Path target = job.target().toAbsolutePath().normalize();
        Path growing = target.resolveSibling("." + target.getFileName() + GROWING);
        try {
            requireTarget(job, target);
            requireWhole(header, job);
            Quantizer quantizer = new Quantizer(Llama.load(NativeLibraries.unpack(natives)));
            requireSpace(quantizer, header, fileType, target);
            write(quantizer, job, fileType, growing, perMille, cancelled);
            return finish(growing, target);
        } catch (LlamaException failure) {
            throw new ModelException(
                    "%s cannot be written as %s: %s. Try another type, or another source."
                            .formatted(job.source(), upper(job.type()), failure.getMessage()),
                    failure);
        } catch (IOException failure) {
            throw DiskSpace.isFull(failure)
                    ? DiskSpace.full(target)
                    : new ModelException(
                            target + " cannot be written (" + failure.getMessage() + ").", failure);
        }
    }

    private static String upper(String type) {
        return type.toUpperCase(Locale.ROOT);
    }

    private static int fileType(String type) {
        return FileType.code(upper(type))
                .orElseThrow(() ->
                        new ModelException(
                                "There is no type '%s'. Types are %s; Q4_K_M is a good choice, Q8_0 loses next to nothing."
                                        .formatted(
                                                GgufRules.shown(type),
                                                String.join(", ", FileType.names()))));
    }

    private static void requireTarget(Job job, Path target) throws IOException {
        if (Files.exists(target)) {
            boolean same = Files.isSameFile(job.source(), target);
            throw new ModelException(
                    same
                            ? "The result cannot take the place of its source "
                                    + target
                                    + ". Name another file."
                            : target + " is there already. Name another file, or remove it first.");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ModelException(
                    "There is no folder " + folder + " to write to. Make it, or name another.");
        }
    }

    private static void requireWhole(GgufHeader header, Job job) {
        if (job.requantize()) {
            return;
        }
        header.tensors().stream()
                .filter(tensor -> tensor.dimensions().size() > 1)
                .filter(tensor -> !WHOLE.contains(tensor.type()))
                .findFirst()
                .ifPresent(tensor -> {
                    throw new ModelException(
                            "%s is quantized already (%s is %s); quantizing it again loses more than doing it once. Take the F16 or F32 original, or add --allow-requantize."
                                    .formatted(
                                            job.source(),
                                            GgufRules.shown(tensor.name()),
                                            tensor.type()));
                });
    }

    private void requireSpace(Quantizer quantizer, GgufHeader header, int fileType, Path target)
            throws IOException {
        Path folder = Objects.requireNonNull(target.getParent());
        long weights = quantizer.size(header.file(), fileType, target).orElse(header.fileBytes());
        space.require(folder, header.dataStart() + weights);
    }

    private static void write(
            Quantizer quantizer,
            Job job,
            int fileType,
            Path growing,
            IntConsumer perMille,
            BooleanSupplier cancelled)
            throws IOException {
        Files.deleteIfExists(growing);
        FutureTask<Boolean> task =
                new FutureTask<>(
                        () ->
                                quantizer.quantize(
                                        job.source().toAbsolutePath(),
                                        growing,
                                        fileType,
                                        job.requantize(),
                                        job.threads(),
                                        perMille),
                        true);
        Thread.ofPlatform().daemon().name("hoopoe-quantize").start(task);
        boolean done = false;
        try {
            await(task, job, cancelled);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(growing);
            }
        }
    }

    private static void await(FutureTask<Boolean> task, Job job, BooleanSupplier cancelled) {
        while (!cancelled.getAsBoolean()) {
            try {
                task.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                // Look up and go on: how long it takes depends on the model.
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof LlamaException known
                        ? known
                        : new IllegalStateException(failure);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new CancellationException(
                "Quantizing " + job.source() + " was cancelled; nothing was left behind.");
    }

    private static GgufHeader finish(Path growing, Path target) throws IOException {
        try {
            GgufHeader.read(growing);
            try (FileChannel channel = FileChannel.open(growing, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
            return GgufHeader.read(target);
        } finally {
            Files.deleteIfExists(growing);
        }
    }
}
