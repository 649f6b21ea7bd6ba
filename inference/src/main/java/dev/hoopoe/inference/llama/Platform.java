package dev.hoopoe.inference.llama;

import java.util.Locale;

/**
 * A machine that we have libraries for.
 *
 * @param name the npm package's name for it, for example {@code linux-x64}
 */
record Platform(String name) {

    /** The platform of this process; refuses one that no library was built for. */
    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String os, String arch) {
        return new Platform(system(os, arch) + "-" + processor(os, arch));
    }

    private static String system(String os, String arch) {
        String lower = os.toLowerCase(Locale.ROOT);
        if (lower.startsWith("linux")) {
            return "linux";
        }
        if (lower.startsWith("mac")) {
            return "mac";
        }
        if (lower.startsWith("windows")) {
            return "win";
        }
        throw unsupported(os, arch);
    }

    private static String processor(String os, String arch) {
        return switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" ->
                    os.toLowerCase(Locale.ROOT).startsWith("mac") ? "arm64-metal" : "arm64";
            default -> throw unsupported(os, arch);
        };
    }

    private static LlamaException unsupported(String os, String arch) {
        return new LlamaException(
                "The embedded engine has no library for "
                        + os
                        + " on "
                        + arch
                        + "; it runs on Linux, macOS and Windows with x64 or arm64. Use a model of"
                        + " Ollama or of an OpenAI-compatible server instead.");
    }
}
