package dev.hoopoe.inference.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which weights ggml keeps a second time in the processor's favourite order ({@code
 * ggml-cpu/repack.cpp} and {@code ggml-cpu/amx} of llama.cpp v0.4.0).
 *
 * @param repacked the types of such weights
 */
record Processor(Set<TensorType> repacked) {
    private static final Set<TensorType> AVX2 =
            Set.of(TensorType.Q4_0, TensorType.Q4_K, TensorType.IQ4_NL, TensorType.MXFP4);
    private static final Set<TensorType> AVX512 =
            Set.of(
                    TensorType.Q4_0,
                    TensorType.Q4_K,
                    TensorType.IQ4_NL,
                    TensorType.MXFP4,
                    TensorType.Q2_K);
    private static final Set<TensorType> AMX =
            Set.of(
                    TensorType.Q4_0,
                    TensorType.Q4_1,
                    TensorType.Q8_0,
                    TensorType.Q4_K,
                    TensorType.Q5_K,
                    TensorType.Q6_K,
                    TensorType.IQ4_XS,
                    TensorType.IQ4_NL,
                    TensorType.MXFP4,
                    TensorType.Q2_K);
    private static final Set<TensorType> DOT_PRODUCT =
            Set.of(
                    TensorType.Q4_0,
                    TensorType.Q4_K,
                    TensorType.Q5_K,
                    TensorType.Q6_K,
                    TensorType.IQ4_NL,
                    TensorType.MXFP4,
                    TensorType.Q8_0);

    /** Rows are interleaved in eights. */
    private static final int ROWS = 8;

    Processor {
        repacked = Set.copyOf(repacked);
    }

    /** The processor of this machine, below a root that is {@code /} outside of tests. */
    static Processor read(Path root) {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        try {
            return of(architecture, Files.readString(root.resolve("proc/cpuinfo")));
        } catch (IOException _) {
            // Not Linux: what is usual there.
            return of(architecture, "avx2 asimddp");
        }
    }

    static Processor of(String architecture, String about) {
        Set<String> features =
                Arrays.stream(about.split("\\s+")).collect(Collectors.toUnmodifiableSet());
        if (architecture.equals("aarch64")) {
            return new Processor(features.contains("asimddp") ? DOT_PRODUCT : Set.of());
        }
        if (features.contains("amx_int8")) {
            return new Processor(AMX);
        }
        boolean wide = features.contains("avx512f");
        return new Processor(wide ? AVX512 : features.contains("avx2") ? AVX2 : Set.of());
    }

    boolean repacks(GgufTensor tensor) {
        return repacked.contains(TensorType.valueOf(tensor.type())) && tensor.rows() % ROWS == 0;
    }
}
