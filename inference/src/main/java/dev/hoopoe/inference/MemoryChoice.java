package dev.hoopoe.inference;

import dev.hoopoe.inference.models.Catalogue;
import dev.hoopoe.inference.models.GgufHeader;
import dev.hoopoe.inference.models.MachineMemory;
import dev.hoopoe.inference.models.MemoryAdvice;
import dev.hoopoe.inference.models.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decides before anything is allocated whether a model fits into the free memory, and whether its
 * weights may be repacked.
 */
final class MemoryChoice {
    /** Weights, their repacked copy and half as much again for everything else. */
    private static final double PLENTY = 2.5;

    /** For the context and the buffers of a small model. */
    private static final long PLENTY_BESIDES = 3L << 30;

    private MemoryChoice() {}

    /**
     * Whether to repack.
     *
     * @param memory with the number of cells that will be made
     * @throws InferenceException with the figures, if the model does not fit
     */
    static boolean repack(Path file, MemoryOptions memory, int rows) {
        MachineMemory machine = MachineMemory.now();
        if (isPlenty(file, memory, machine)) {
            return memory.repack() != Repack.OFF;
        }
        Workload workload = new Workload(memory.cells(), memory.kvType(), rows);
        MemoryAdvice advice = MemoryAdvice.of(GgufHeader.read(file), workload, Catalogue.bundled());
        return switch (advice) {
            case MemoryAdvice.Fits fits ->
                    memory.repack() == Repack.AUTO ? fits.repack() : memory.repack() == Repack.ON;
            case MemoryAdvice.ShorterContext less -> throw new InferenceException(less.sentence());
            case MemoryAdvice.TooLarge tooLarge ->
                    throw new InferenceException(tooLarge.sentence());
        };
    }

    // Reading the header takes longer than loading a small model.
    private static boolean isPlenty(Path file, MemoryOptions memory, MachineMemory machine) {
        try {
            return memory.cells() <= MemoryOptions.DEFAULT_CONTEXT
                    && machine.free() > PLENTY * Files.size(file) + PLENTY_BESIDES;
        } catch (IOException e) {
            return false;
        }
    }
}
