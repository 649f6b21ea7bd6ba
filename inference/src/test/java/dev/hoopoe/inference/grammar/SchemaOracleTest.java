package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A validator of JSON Schema as the oracle of grammars made from schemas. */
class SchemaOracleTest {
    private static final int TEXTS = 60;

    static List<SchemaCase> all() {
        return SchemaCase.all();
    }

    static Stream<SchemaCase> checked() {
        return all().stream().filter(SchemaCase::isChecked);
    }

    @ParameterizedTest
    @MethodSource("all")
    void acceptsAndRefusesTheKnown(SchemaCase known) {
        String gbnf = SchemaGrammar.of(known.schema());
        for (Object value : known.accepts()) {
            String text = JsonText.of(value);
            assertThat(GrammarTest.matches(gbnf, text)).as("%s in %s", text, gbnf).isTrue();
        }
        for (Object value : known.refuses()) {
            String text = JsonText.of(value);
            assertThat(GrammarTest.matches(gbnf, text)).as("%s in %s", text, gbnf).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("checked")
    void everyTextOfTheGrammarIsValid(SchemaCase known) {
        // Addresses may have letters of all languages.
        String schema =
                JsonText.of(known.schema()).replace("\"format\": \"uri\"", "\"format\": \"iri\"");
        Schema oracle =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON);
        for (Object value : known.accepts()) {
            assertThat(errors(oracle, JsonText.of(value))).as("%s", value).isEmpty();
        }
        Grammar grammar = Grammar.parse(SchemaGrammar.of(known.schema()));
        RandomText random = new RandomText(known.name().hashCode());
        for (int i = 0; i < TEXTS; i++) {
            // The validator knows all top-level domains; chance does not find them.
            String text = random.of(grammar).replaceAll("(@[^\"]*\\.)[a-zA-Z]+\"", "$1org\"");
            assertThat(errors(oracle, text)).as(text).isEmpty();
        }
    }

    private static List<Error> errors(Schema oracle, String text) {
        return oracle.validate(
                text,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
