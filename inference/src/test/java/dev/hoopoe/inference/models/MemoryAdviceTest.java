package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.inference.llama.KvType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryAdviceTest {
    private static final Processor PLAIN = new Processor(Set.of());
    private static final Processor REPACKS_Q4_0 = new Processor(Set.of(TensorType.Q4_0));
    private static final long GIB = 1L << 30;

    @TempDir private Path folder;

    private static GgufTensor tensor(String name, TensorType type, long... dimensions) {
        List<Long> list = new ArrayList<>();
        long elements = 1;
        for (long dimension : dimensions) {
            list.add(dimension);
            elements *= dimension;
        }
        return new GgufTensor(name, list, type.name(), 0, type.bytes(elements));
    }

    /** A model of one kind of block, without writing it. */
    private static GgufHeader header(long fileBytes, int blocks, GgufTensor... block) {
        List<GgufTensor> tensors = new ArrayList<>();
        tensors.add(tensor("token_embd.weight", TensorType.Q4_0, 64, 1000));
        tensors.add(tensor("output.weight", TensorType.F16, 64, 1000));
        for (int number = 0; number < blocks; number++) {
            for (GgufTensor one : block) {
                tensors.add(
                        new GgufTensor(
                                "blk." + number + "." + one.name(),
                                one.dimensions(),
                                one.type(),
                                0,
                                one.bytes()));
            }
        }
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("general.architecture", new GgufValue.Text("qwen2"));
        metadata.put("qwen2.context_length", new GgufValue.Whole(BigInteger.valueOf(1 << 20)));
        metadata.put(GgufRules.TOKENS, new GgufValue.Array(8, 1000));
        return new GgufHeader(Path.of("m.gguf"), 3, 32, metadata, tensors, 0, fileBytes);
    }

    private static GgufHeader usual(long fileBytes) {
        return header(
                fileBytes,
                4,
                tensor("attn_q.weight", TensorType.Q4_0, 64, 64),
                tensor("attn_k.weight", TensorType.Q4_0, 64, 16),
                tensor("attn_v.weight", TensorType.Q4_0, 64, 24),
                tensor("attn_output.weight", TensorType.Q4_0, 64, 64),
                tensor("ffn_up.weight", TensorType.Q4_0, 64, 256));
    }

    private static MemoryEstimate estimate(GgufHeader header, Workload workload) {
        return MemoryEstimate.of(header, workload, true, PLAIN);
    }

    @Test
    void countsKeysAndValuesOfEveryLayer() {
        long numbers = 4 * (16 + 24) * 2048L;
        Workload workload = new Workload(2048, KvType.F16, 1);
        assertThat(estimate(usual(GIB), workload).cache()).isEqualTo(2 * numbers);

        Workload small = new Workload(2048, KvType.Q8_0, 1);
        assertThat(estimate(usual(GIB), small).cache()).isEqualTo(numbers / 32 * 34);

        Workload uneven = new Workload(2047, KvType.F16, 1);
        assertThat(estimate(usual(GIB), uneven).cache()).isEqualTo(2 * numbers);
    }

    @Test
    void readsKeysAndValuesOutOfAFusedTensor() {
        GgufHeader fused =
                header(
                        GIB,
                        2,
                        tensor("attn_qkv.weight", TensorType.F16, 64, 64 + 16 + 16),
                        tensor("attn_output.weight", TensorType.F16, 64, 64));
        assertThat(estimate(fused, new Workload(256, KvType.F16, 1)).cache())
                .isEqualTo(2 * 256 * 2 * 32L);
    }

    @Test
    void blocksWithoutAttentionKeepNoTokens() {
        GgufHeader recurrent = header(GIB, 2, tensor("ssm_in.weight", TensorType.F16, 64, 64));
        assertThat(estimate(recurrent, Workload.usual()).cache()).isZero();
    }

    @Test
    void countsWhatTheProcessorRepacks() {
        MemoryEstimate repacked =
                MemoryEstimate.of(usual(GIB), Workload.usual(), true, REPACKS_Q4_0);
        // The embedding is looked up, not multiplied by, and the output is F16.
        long elements = 4 * 64L * (64 + 16 + 24 + 64 + 256);
        assertThat(repacked.repacked()).isEqualTo(elements / 32 * 18);
        assertThat(MemoryEstimate.of(usual(GIB), Workload.usual(), false, REPACKS_Q4_0).repacked())
                .isZero();
    }

    @Test
    void knowsProcessorsByTheirFeatures() {
        assertThat(Processor.of("amd64", "flags : sse2 avx avx2").repacked())
                .contains(TensorType.Q4_K)
                .doesNotContain(TensorType.Q2_K, TensorType.Q6_K);
        assertThat(Processor.of("amd64", "flags : avx2 avx512f").repacked())
                .contains(TensorType.Q2_K);
        assertThat(Processor.of("amd64", "flags : sse2").repacked()).isEmpty();
        assertThat(Processor.of("aarch64", "Features : fp asimd asimddp").repacked())
                .contains(TensorType.Q6_K, TensorType.Q8_0);
    }

    private static MemoryAdvice advice(GgufHeader header, int context, long free) {
        return MemoryAdvice.of(
                header,
                new Workload(context, KvType.F16, 1),
                Catalogue.bundled(),
                new MachineMemory(free, 2 * free, "machine"),
                REPACKS_Q4_0);
    }

    @Test
    void choosesTheBestWayThatFits() {
        GgufHeader header = usual(GIB);
        Workload workload = new Workload(1 << 20, KvType.F16, 1);
        long lean = MemoryEstimate.of(header, workload, false, REPACKS_Q4_0).total();
        long fast = MemoryEstimate.of(header, workload, true, REPACKS_Q4_0).total();
        long reserve = MemoryAdvice.RESERVE_BYTES;

        assertThat(advice(header, 1 << 20, fast + reserve))
                .isInstanceOfSatisfying(
                        MemoryAdvice.Fits.class, fits -> assertThat(fits.repack()).isTrue());
        assertThat(advice(header, 1 << 20, fast + reserve - 1))
                .isInstanceOfSatisfying(
                        MemoryAdvice.Fits.class, fits -> assertThat(fits.repack()).isFalse());
        assertThat(advice(header, 1 << 20, lean + reserve - 1))
                .isInstanceOfSatisfying(
                        MemoryAdvice.ShorterContext.class,
                        shorter -> assertThat(shorter.context()).isEqualTo(1 << 19));
        assertThat(advice(header, 4096, GIB)).isInstanceOf(MemoryAdvice.TooLarge.class);
    }

    @Test
    void saysWhatToDo() {
        assertThat(advice(usual(GIB), 1 << 20, 2 * GIB).sentence())
                .contains("524288 tokens do. Set context = 524288");
        assertThat(advice(usual(400L << 30), 4096, 8L << 30).sentence())
                .startsWith("The model m.gguf needs about 429")
                .endsWith("take a smaller one: hoopoe models pull qwen3-4b");
        assertThat(advice(usual(GIB), 4096, 300L << 20).sentence())
                .endsWith("no model of the catalogue would fit either.");
    }

    @Test
    void figuresThatCannotBeAreRefusedBeforeAnythingIsAllocated() {
        GgufHeader lie =
                header(
                        400_000_000_000L,
                        1,
                        tensor("attn_k.weight", TensorType.F16, 1, Long.MAX_VALUE / 2));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> advice(lie, 4096, Long.MAX_VALUE / 4))
                .withMessageContaining("63 bits");
        assertThat(advice(usual(400_000_000_000L), Integer.MAX_VALUE, 64 * GIB))
                .isInstanceOf(MemoryAdvice.TooLarge.class);
    }

    @Test
    void takesTheContextThatTheModelKnowsUnlessTold() throws IOException {
        GgufHeader tiny = GgufHeader.read(GgufFile.llama().write(folder.resolve("t.gguf")));
        assertThat(Workload.usual().contextOf(tiny)).isEqualTo(64);
        assertThat(Workload.usual().contextOf(usual(GIB))).isEqualTo(Workload.DEFAULT_CONTEXT);
    }
}
