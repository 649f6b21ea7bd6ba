package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextFormsTest {
    @Test
    void jsonKeepsOrderAndEscapes() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", "q\"\\\n\u0001");
        map.put("a", Arrays.asList(1, 2.5, true, null));
        map.put("none", Map.of());
        map.put("empty", List.of());

        assertThat(Json.write(map))
                .isEqualTo(
                        "{\"b\":\"q\\\"\\\\\\n\\u0001\",\"a\":[1,2.5,true,null],\"none\":{},\"empty\":[]}");
    }

    @Test
    void csvQuotesOnlyWhereNeeded() {
        assertThat(List.of(Csv.field("a b"), Csv.field("a,b"), Csv.field("\"a\""), Csv.field(" a")))
                .containsExactly("a b", "\"a,b\"", "\"\"\"a\"\"\"", "\" a\"");
    }

    @Test
    void theNearestNameIsFoundOnlyIfNear() {
        List<String> names = List.of("file_read", "file_write", "db_query");

        assertThat(Nearest.to("file_raed", names)).contains("file_read");
        assertThat(Nearest.to("zzz", names)).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
