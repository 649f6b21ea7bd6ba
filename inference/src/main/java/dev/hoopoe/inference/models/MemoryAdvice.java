package dev.hoopoe.inference.models;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether a model fits into the free memory, and how. Decided from the header alone, before
 * anything is allocated.
 */
public sealed interface MemoryAdvice {
    /** Left free for everything else that runs. */
    long RESERVE_BYTES = 256L << 20;

    /** Contexts below this hold no system prompt and tool list. */
    int SHORTEST_CONTEXT = 2048;

    /** What is needed in the recommended way; in the best way that there is where nothing fits. */
    MemoryEstimate need();

    /** What there was when this was decided. */
    MachineMemory machine();

    /** One or two sentences for people. */
    String sentence();

    /**
     * It fits.
     *
     * @param repack whether weights may be repacked too, for faster prompts
     */
    record Fits(boolean repack, MemoryEstimate need, MachineMemory machine)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            return repack
                    ? "It fits: about %s of %s free."
                            .formatted(
                                    DiskSpace.shown(need.total()), DiskSpace.shown(machine.free()))
                    : "It fits without repacked weights (prompts take about twice as long): about %s of %s free."
                            .formatted(
                                    DiskSpace.shown(need.total()), DiskSpace.shown(machine.free()));
        }
    }

    /**
     * It fits with a shorter context, without repacking.
     *
     * @param wanted tokens
     * @param context tokens that fit
     */
    record ShorterContext(int wanted, int context, MemoryEstimate need, MachineMemory machine)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            return "A context of %d tokens does not fit into %s of free memory; %d tokens do. Set context = %d, or close other programs."
                    .formatted(wanted, DiskSpace.shown(machine.free()), context, context);
        }
    }

    /**
     * It does not fit.
     *
     * @param smaller a model of the catalogue that would
     */
    record TooLarge(Path file, MemoryEstimate need, MachineMemory machine, Optional<String> smaller)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            return "The model %s needs about %s of memory, and %s are free (%s stay reserved). %s"
                    .formatted(
                            file.getFileName(),
                            DiskSpace.shown(need.total()),
                            DiskSpace.shown(machine.free()),
                            DiskSpace.shown(RESERVE_BYTES),
                            smaller.map(name ->
                                            "Close other programs, or take a smaller one: hoopoe models pull "
                                                    + name)
                                    .orElse(
                                            "Close other programs; no model of the catalogue would fit either."));
        }
    }

    /**
     * Decides for this machine as it is now.
     *
     * @throws ModelException if the figures in the header cannot be
     */
    static MemoryAdvice of(GgufHeader header, Workload workload, Catalogue catalogue) {
        return of(header, workload, catalogue, MachineMemory.now(), Processor.read(Path.of("/")));
    }

    static MemoryAdvice of(
            GgufHeader header,
            Workload workload,
            Catalogue catalogue,
            MachineMemory machine,
            Processor processor) {
        MemoryEstimate fast = MemoryEstimate.of(header, workload, true, processor);
        if (fits(fast, machine)) {
            return new Fits(true, fast, machine);
        }
        MemoryEstimate lean = MemoryEstimate.of(header, workload, false, processor);
        if (fits(lean, machine)) {
            return new Fits(false, lean, machine);
        }
        int wanted = workload.contextOf(header);
        for (int context = wanted / 2; context >= SHORTEST_CONTEXT; context /= 2) {
            Workload less = workload.withContextLength(context);
            MemoryEstimate need = MemoryEstimate.of(header, less, false, processor);
            if (fits(need, machine)) {
                return new ShorterContext(wanted, context, need, machine);
            }
        }
        return new TooLarge(header.file(), lean, machine, smaller(catalogue, machine, lean));
    }

    private static boolean fits(MemoryEstimate need, MachineMemory machine) {
        return need.total() <= machine.free() - RESERVE_BYTES;
    }

    /** The largest model whose recommended machine has no more than what is free here. */
    private static Optional<String> smaller(
            Catalogue catalogue, MachineMemory machine, MemoryEstimate need) {
        return catalogue.entries().stream()
                .filter(entry -> entry.memoryNeeded() <= machine.free() - RESERVE_BYTES)
                .filter(entry -> entry.memoryNeeded() < need.total())
                .max(Comparator.comparingLong(CatalogueEntry::memoryNeeded))
                .map(CatalogueEntry::name);
    }
}
