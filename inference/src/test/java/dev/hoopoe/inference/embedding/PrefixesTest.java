package dev.hoopoe.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixesTest {
    @Test
    void knowsFamiliesByTheirNames() {
        assertThat(Prefixes.of("nomic-embed-text-v1.5").document()).isEqualTo("search_document: ");
        assertThat(Prefixes.of("Multilingual E5 Small").query()).isEqualTo("query: ");
        assertThat(Prefixes.of("BGE Small En v1.5").query()).startsWith("Represent this sentence");
        assertThat(Prefixes.of("bge_small").document()).isEmpty();
        assertThat(Prefixes.of("bge-m3")).isEqualTo(Prefixes.NONE);
        assertThat(Prefixes.of("Qwen3 Embedding 0.6B").query()).startsWith("Instruct: ");
        assertThat(Prefixes.of("all-MiniLM-L6-v2")).isEqualTo(Prefixes.NONE);
    }
}
