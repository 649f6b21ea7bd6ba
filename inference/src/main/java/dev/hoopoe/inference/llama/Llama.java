package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hoopoe.inference.llama.Symbols.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * llama.cpp, loaded into this process. Loading it twice is harmless (the system counts, the
 * processors are registered once); it is never unloaded.
 *
 * <p>Any thread may call it; what it creates says itself who may use it.
 */
public final class Llama {
    private final Symbols symbols;
    private final NativeLog log = new NativeLog();
    private final Function systemInfo;

    private Llama(NativeLibraries libraries) {
        symbols = new Symbols(libraries);
        systemInfo = symbols.returning(ADDRESS, "llama_print_system_info");
        silence();
        requireKnownVersion();
        Structs.requireKnownDefaults(symbols);
        registerProcessors(libraries);
    }

    /**
     * Loads the libraries and makes sure that they are the ones that this binding knows.
     *
     * @throws LlamaException if they are not, or do not load
     */
    public static Llama load(NativeLibraries libraries) {
        return new Llama(libraries);
    }

    // Before anything else: until then llama.cpp writes to standard error.
    private void silence() {
        try {
            symbols.procedure("llama_log_set", ADDRESS, ADDRESS)
                    .handle()
                    .invokeExact(log.callback(), MemorySegment.NULL);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private void requireKnownVersion() {
        String found = text(symbols.returning(ADDRESS, "llama_version"));
        if (!found.startsWith(NativeLibraries.VERSION)) {
            throw new LlamaException(
                    "The engine's libraries are llama.cpp "
                            + found
                            + ", and Hoopoe knows "
                            + NativeLibraries.VERSION
                            + ". Delete the folder 'natives' in Hoopoe's cache and start again.");
        }
    }

    private void registerProcessors(NativeLibraries libraries) {
        try (Arena arena = Arena.ofConfined()) {
            long known =
                    (long)
                            symbols.returning(JAVA_LONG, "ggml_backend_reg_count")
                                    .handle()
                                    .invokeExact();
            if (known == 0) {
                symbols.procedure("ggml_backend_load_all_from_path", ADDRESS)
                        .handle()
                        .invokeExact(arena.allocateFrom(libraries.folder().toString()));
                symbols.procedure("llama_backend_init").handle().invokeExact();
            }
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * Does something while no context of this process computes but those that it uses itself, on
     * this thread.
     *
     * @param giveUp asked now and then while others compute
     * @return false if it was given up before it began
     */
    public static boolean exclusively(BooleanSupplier giveUp, Runnable work) {
        if (!Processor.take(giveUp)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            Processor.release();
        }
    }

    /**
     * The processor features that the chosen library uses; two machines with equal text compute
     * alike.
     */
    public String systemInfo() {
        return text(systemInfo);
    }

    @SuppressWarnings("restricted")
    private static String text(Function function) {
        try {
            MemorySegment text = (MemorySegment) function.handle().invokeExact();
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    Symbols symbols() {
        return symbols;
    }

    NativeLog log() {
        return log;
    }
}
