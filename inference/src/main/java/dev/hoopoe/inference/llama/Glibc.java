package dev.hoopoe.inference.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** The C library that Linux builds of llama.cpp need. */
final class Glibc {
    static final int MINIMUM_MINOR = 34;

    private Glibc() {}

    /** Refuses musl and glibc before 2.34 (Debian 12, Ubuntu 22.04 and RHEL 9 are new enough). */
    static void require() {
        String version = version();
        if (!isEnough(version)) {
            throw new LlamaException(
                    "The embedded engine needs glibc 2."
                            + MINIMUM_MINOR
                            + " or newer; this system has "
                            + version
                            + ". Use a newer distribution, or a model of Ollama or of an"
                            + " OpenAI-compatible server.");
        }
    }

    static boolean isEnough(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            return major > 2
                    || (major == 2
                            && parts.length > 1
                            && Integer.parseInt(parts[1]) >= MINIMUM_MINOR);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static String version() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find("gnu_get_libc_version");
        if (symbol.isEmpty()) {
            return "no glibc (musl?)";
        }
        try {
            MemorySegment text =
                    (MemorySegment)
                            linker.downcallHandle(
                                            symbol.get(),
                                            FunctionDescriptor.of(ValueLayout.ADDRESS))
                                    .invokeExact();
            return text.reinterpret(64).getString(0);
        } catch (Throwable e) {
            throw new LlamaException("Cannot ask the C library for its version: " + e, e);
        }
    }
}
