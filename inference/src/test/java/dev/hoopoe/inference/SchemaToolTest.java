package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaToolTest {
    @Test
    void everyKeywordReachesTheModel() {
        Map<String, Object> schema =
                Json.object(
                        """
                        {"$defs":{"id":{"pattern":"^[A-Z]{2}$","type":"string"}},"type":"object",
                         "properties":{"id":{"$ref":"#/$defs/id"},"n":{"minimum":1,"default":null}},
                         "anyOf":[{"required":["id"]},{"required":["n"]}]}
                        """);

        ToolSpecification tool = SchemaTool.of("find", "Finds", schema);

        assertThat(ToolJson.parameters(tool)).isEqualTo(schema);
        assertThat(ToolJson.definition(tool)).containsKey("function");
    }

    @Test
    void aToolWithoutParametersHasNone() {
        ToolSpecification tool = ToolSpecification.builder().name("now").build();

        assertThat(ToolJson.parameters(tool))
                .isEqualTo(Map.of("type", "object", "properties", Map.of()));
        assertThat(SchemaTool.schema(tool)).isEmpty();
        assertThat(List.copyOf(ToolJson.parameters(tool).keySet()))
                .containsExactly("type", "properties");
    }
}
