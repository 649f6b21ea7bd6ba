package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hoopoe.inference.TestModel;
import dev.hoopoe.inference.grammar.CallForm;
import dev.hoopoe.inference.grammar.SchemaGrammar;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** llama.cpp's own reader takes every grammar that is made from a schema. */
class NativeSchemaTest {
    @TempDir private static Path cache;
    private static LlamaModel model;

    @BeforeAll
    static void load() throws Exception {
        model =
                LlamaModel.load(
                        Llama.load(NativeLibraries.unpack(cache)),
                        TestModel.file(),
                        LoadOptions.LEAN);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static List<Map<String, Object>> schemas() throws Exception {
        List<Map<String, Object>> result = new ArrayList<>();
        for (String file : List.of("servers.json", "keywords.json")) {
            Path path = Path.of("src/test/resources/schemas", file);
            List<Map<String, Object>> cases =
                    new ObjectMapper().readValue(path.toFile(), new TypeReference<>() {});
            for (Map<String, Object> one : cases) {
                result.add(asMap(Objects.requireNonNull(one.get("schema"))));
            }
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void readsEveryGrammar() throws Throwable {
        Map<String, Map<String, Object>> tools = new LinkedHashMap<>();
        for (Map<String, Object> schema : schemas()) {
            assertReadable(SchemaGrammar.of(schema));
            tools.put("tool" + tools.size(), schema);
        }
        assertReadable(SchemaGrammar.ofCalls(tools, CallForm.TAGGED));
        assertReadable(SchemaGrammar.of(Map.of("type", "string", "maxLength", 1_999)));
        assertReadable(SchemaGrammar.of(Map.of("type", "string", "minLength", 5_000)));
        assertReadable(SchemaGrammar.of(Map.of("pattern", "^([a-z]{1,63}\\.){1,30}(ab|c){2,9}$")));
    }

    private static void assertReadable(String gbnf) throws Throwable {
        Symbols symbols = model.llama().symbols();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sampler =
                    (MemorySegment)
                            symbols.returning(
                                            ADDRESS,
                                            "llama_sampler_init_grammar",
                                            ADDRESS,
                                            ADDRESS,
                                            ADDRESS)
                                    .handle()
                                    .invokeExact(
                                            model.vocabulary().address(),
                                            arena.allocateFrom(gbnf),
                                            arena.allocateFrom("root"));
            assertThat(sampler).as(gbnf).isNotEqualTo(MemorySegment.NULL);
            symbols.procedure("llama_sampler_free", ADDRESS).handle().invokeExact(sampler);
        }
    }
}
