package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.inference.TestModel;
import dev.hoopoe.inference.grammar.Grammar;
import dev.hoopoe.inference.grammar.GrammarState;
import dev.hoopoe.inference.grammar.SchemaGrammar;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * llama.cpp's own grammar machine as the oracle of ours: the same tokens are allowed at every step.
 */
class NativeGrammarTest {
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

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "{}",
                    "{\"name\": \"read\", \"arguments\": {\"path\": \"notes.txt\"}}",
                    "{\"name\": \"read\", \"arguments\": {\"path\": \"a\\n\\\"b\\\" é 日 🦉\", \"lines\": 3}}",
                    "{\"name\": \"list\", \"arguments\": {}}",
                    "{\"name\":\"read\",\"arguments\":{}}",
                    "{\"path\": \"x\", \"lines\": -12}",
                    "{\"path\": \"x\", \"kind\": \"b\"}",
                    "{\"lines\": 1.5}",
                    "[1, 2, 3]",
                    "\"a string\"",
                    "\"naïve 🦉\"",
                    "null",
                    "Yes",
                    "No!",
                    "aaab",
                    "日本!");

    private static List<String> grammars() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("path", Map.of("type", "string", "maxLength", 12));
        properties.put("lines", Map.of("type", "integer"));
        properties.put("kind", Map.of("enum", List.of("a", "b")));
        Map<String, Object> schema =
                Map.of("type", "object", "properties", properties, "required", List.of("path"));
        Map<String, Map<String, Object>> tools = new LinkedHashMap<>();
        tools.put("read", schema);
        tools.put("list", Map.of("type", "object", "properties", Map.of()));
        return List.of(
                SchemaGrammar.of(schema),
                SchemaGrammar.ofCalls(tools),
                SchemaGrammar.of(Map.of()),
                SchemaGrammar.of(
                        Map.of("type", "array", "items", Map.of("type", "integer"), "maxItems", 2)),
                SchemaGrammar.of(Map.of("type", "string", "minLength", 2)),
                SchemaGrammar.ofChoices(List.of("Yes", "No", "No!")),
                "root ::= \"a\"{2,3} (\"b\" | [^a-z]+)?",
                "root ::= [日本]+ \"!\"");
    }

    @Test
    void bothAllowTheSameTokens() throws Throwable {
        for (String gbnf : grammars()) {
            for (String text : TEXTS) {
                compare(gbnf, text);
            }
        }
    }

    private static void compare(String gbnf, String text) throws Throwable {
        Vocabulary vocabulary = model.vocabulary();
        GrammarState ours = Grammar.parse(gbnf).start();
        try (Arena arena = Arena.ofConfined();
                Oracle oracle = new Oracle(gbnf, arena)) {
            int endOfTurn = vocabulary.tokenize("<|im_end|>", true)[0];
            for (int token : vocabulary.tokenize(text, false)) {
                assertThat(oracle.allows(endOfTurn)).as(gbnf).isEqualTo(ours.isComplete());
                GrammarState next = ours.accept(vocabulary.piece(token));
                assertThat(oracle.allows(token))
                        .as("%s of '%s' under %s", vocabulary.text(token), text, gbnf)
                        .isEqualTo(next != null);
                if (next == null) {
                    return;
                }
                oracle.accept(token);
                ours = next;
            }
            assertThat(oracle.allows(endOfTurn)).as(text).isEqualTo(ours.isComplete());
        }
    }

    /** llama_sampler_init_grammar and what belongs to it. */
    private static final class Oracle implements AutoCloseable {
        private final Symbols symbols = model.llama().symbols();
        private final MemorySegment sampler;
        private final MemorySegment candidate;
        private final MemorySegment array;

        Oracle(String gbnf, Arena arena) throws Throwable {
            sampler =
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
            candidate = arena.allocate(12, 4);
            array = arena.allocate(32, 8);
        }

        boolean allows(int token) throws Throwable {
            candidate.set(JAVA_INT, 0, token);
            candidate.set(JAVA_FLOAT, 4, 1f);
            array.set(ADDRESS, 0, candidate);
            array.set(JAVA_LONG, 8, 1);
            array.set(JAVA_LONG, 16, -1);
            array.set(JAVA_BYTE, 24, (byte) 0);
            symbols.procedure("llama_sampler_apply", ADDRESS, ADDRESS)
                    .handle()
                    .invokeExact(sampler, array);
            return candidate.get(JAVA_FLOAT, 4) == 1f;
        }

        void accept(int token) throws Throwable {
            symbols.procedure("llama_sampler_accept", ADDRESS, JAVA_INT)
                    .handle()
                    .invokeExact(sampler, token);
        }

        @Override
        public void close() {
            try {
                symbols.procedure("llama_sampler_free", ADDRESS).handle().invokeExact(sampler);
            } catch (Throwable e) {
                throw Symbols.unexpected(e);
            }
        }
    }
}
