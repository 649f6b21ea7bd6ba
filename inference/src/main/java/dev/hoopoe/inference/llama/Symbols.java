package dev.hoopoe.inference.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks functions up in llama.cpp's libraries and binds each at its first call: making a handle
 * costs about as much as unpacking a small file, and a run needs only some of them.
 *
 * <p>The libraries are never unloaded: ggml keeps threads and static state in them.
 */
final class Symbols {
    private final SymbolLookup lookup;

    @SuppressWarnings("restricted")
    Symbols(NativeLibraries libraries) {
        // In this order each library finds those before it already loaded.
        SymbolLookup base = open(libraries.library("ggml-base"));
        SymbolLookup ggml = open(libraries.library("ggml"));
        SymbolLookup llama = open(libraries.library("llama"));
        lookup = llama.or(ggml).or(base);
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup open(Path library) {
        try {
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new LlamaException(
                    "The system refuses to load "
                            + library
                            + ". Is that folder on a file system mounted with noexec? Choose another"
                            + " cache folder (XDG_CACHE_HOME).",
                    e);
        }
    }

    Function returning(MemoryLayout result, String name, MemoryLayout... parameters) {
        return new Function(name, FunctionDescriptor.of(result, parameters));
    }

    Function procedure(String name, MemoryLayout... parameters) {
        return new Function(name, FunctionDescriptor.ofVoid(parameters));
    }

    /** One C function; two threads that bind it at once bind it twice, to the same effect. */
    final class Function {
        private final String name;
        private final FunctionDescriptor descriptor;
        private volatile @Nullable MethodHandle handle;

        private Function(String name, FunctionDescriptor descriptor) {
            this.name = name;
            this.descriptor = descriptor;
        }

        MethodHandle handle() {
            MethodHandle bound = handle;
            if (bound == null) {
                bound = bind();
                handle = bound;
            }
            return bound;
        }

        @SuppressWarnings("restricted")
        private MethodHandle bind() {
            MemorySegment symbol =
                    lookup.find(name)
                            .orElseThrow(() ->
                                    new LlamaException(
                                            "The engine's libraries have no function "
                                                    + name
                                                    + ": they are not of version "
                                                    + NativeLibraries.VERSION
                                                    + "."));
            return Linker.nativeLinker().downcallHandle(symbol, descriptor);
        }
    }

    /**
     * What a call's {@code catch} throws: a handle itself fails only by a mistake in this package.
     */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
