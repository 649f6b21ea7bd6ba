package dev.hoopoe.inference.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ChatTemplateTest {

    private static String render(String template, Map<String, Object> context) {
        return ChatTemplate.parse(template, Case.CLOCK).render(context);
    }

    private static String render(String template) {
        return render(template, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ## ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {{ 'a' ~ 1 ~ none ~ true }}                          ## a1NoneTrue
                    {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }}  ## 3 -4 2 3.5
                    {{ 2 ** 3 ** 2 }} {{ 1e16 }} {{ 0.1 + 0.2 }}         ## 64 1e+16 0.30000000000000004
                    {{ -3|abs }} {{ 1 if false }}.                       ## 3 .
                    {{ [1, 'it' 's', 'a', none, 1.0, (1,)] }}            ## [1, 'its', 'a', None, 1.0, (1,)]
                    {{ {'a': [true], 'b': {}} }}                         ## {'a': [True], 'b': {}}
                    {{ 'abcdef'[1:-1:2] }} {{ 'abc'[::-1] }}             ## bd cba
                    {{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }}     ## ['a', 'b', '', 'c'] ['a', 'b']
                    {{ 'abc'.replace('', '-') }} {{ 'x'|replace('x', 'y') }} ## -a-b-c- y
                    {{ {'b': 1, 'A': 2}|dictsort }}                      ## [('A', 2), ('b', 1)]
                    {{ [3, 1, 2]|sort|join('-') }} {{ 'b' in 'abc' }}    ## 1-2-3 True
                    {{ x is defined }} {{ x|default('d') }} {{ [x] }}    ## False d [Undefined]
                    {{ 1 < 2 < 3 }} {{ 1 == 1.0 }} {{ not 1 in [1] }}    ## True True False
                    {{ {'a': 1}.items()|list }} {{ {'a': 1}.get('b') }}  ## [('a', 1)] None
                    {{ {'items': 1}['items'] }} {{ {}.missing }}         ## 1
                    {{ 'hello wORLD'.title() }} {{ 'ab cd'|capitalize }} ## Hello World Ab cd
                    {{ '%s' is string }} {{ {} is sequence }}            ## True True
                    {{ strftime_now('%d %b %Y') }}                       ## 23 Nov 2026
                    """)
    void expressionsAreWorthWhatJinja2Says(String template, String expected) {
        assertThat(render(template).strip()).isEqualTo(expected);
    }

    @Test
    void jsonIsPythons() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", List.of(1, 2.5, true));
        value.put("ü", "x\"\n<\u0001");
        assertThat(render("{{ v|tojson }}", Map.of("v", value)))
                .isEqualTo("{\"a\": [1, 2.5, true], \"ü\": \"x\\\"\\n<\\u0001\"}");
        assertThat(render("{{ [1, {}]|tojson(indent=2) }}")).isEqualTo("[\n  1,\n  {}\n]");
        assertThat(render("{{ 'ü'|tojson(ensure_ascii=true) }}")).isEqualTo("\"\\u00fc\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n  {% if true %}\nb\n  {% endif %}\nc\n', 'a\nb\nc'",
        "'a {% if true %} b {% endif %} c', 'a  b  c'",
        "'a\n {%- if true -%} \n b {%- endif %}\nc', abc",
        "'a\n  {%+ if true %}\nb{% endif %}', 'a\n  b'",
        "'a\n  {# note #}\nb', 'a\nb'",
        "'  {{ 1 }}\n b', '  1\n b'",
        "'{{ 1 -}} \n b', 1b",
        "'{% raw %}{{ x }}{% endraw %}', '{{ x }}'",
        "'{% set x %}\n a\n{% endset %}[{{ x }}]', '[ a\n]'",
    })
    void whiteSpaceGoesAsInJinja2(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    /** A tag that prints nothing never changes the text around it beyond its own line. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\n ", " \n", "\n\n", "x\n\t", "\n x ", "\u00a0\n"})
    void minusEatsAllWhiteSpaceOnItsSideAndPlusNone(String space) {
        assertThat(render("a" + space + "{%- set x = 1 -%}" + space + "b"))
                .isEqualTo("a" + front(space) + back(space) + "b");
        assertThat(render("a" + space + "{%+ set x = 1 +%}" + space + "b"))
                .isEqualTo("a" + space + space + "b");
    }

    private static String front(String space) {
        return Whitespace.stripTrailing(space);
    }

    private static String back(String space) {
        return space.substring(Whitespace.skip(space, 0));
    }

    @Test
    void loopsKnowTheirNeighboursAndStop() {
        assertThat(
                        render(
                                "{% for x in [1, 2, 3] %}{{ loop.previtem }}{{ x }}{{ loop.nextitem }}{{ loop.last }};{% endfor %}"))
                .isEqualTo("12False;123False;23True;");
        assertThat(
                        render(
                                "{% for x in range(9) if x % 2 %}{% if x == 5 %}{% break %}{% endif %}{{ x }}{% else %}none{% endfor %}"))
                .isEqualTo("13");
        assertThat(
                        render(
                                "{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{{ loop.cycle('x', 'y') }}{% endfor %}"))
                .isEqualTo("a1x");
    }

    @Test
    void namesLiveAsLongAsInJinja2() {
        assertThat(render("{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}"))
                .isEqualTo("1");
        assertThat(
                        render(
                                "{% set ns = namespace(x=1) %}{% for i in [1] %}{% set ns.x = 2 %}{% endfor %}{{ ns.x }}"))
                .isEqualTo("2");
        assertThat(
                        render(
                                "{% macro m(a, b='d') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{% set c = 3 %}{{ m(1) }}{{ m(b=2, a=1) }}"))
                .isEqualTo("1d3123");
    }

    @Test
    void textOfTheContextIsNeverATemplate() {
        assertThat(render("{{ x }}{{ x|trim }}{{ [x] }}", Map.of("x", "{{ 7 * 7 }}{% raw %}")))
                .isEqualTo("{{ 7 * 7 }}{% raw %}{{ 7 * 7 }}{% raw %}['{{ 7 * 7 }}{% raw %}']");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__.__mro__ }}",
                "{{ x.getClass().forName('java.lang.Runtime') }}",
                "{{ x['__class__'].name }}",
                "{{ cycler.__init__.__globals__ }}",
                "{{ x|attr('__class__') }}",
                "{% include 'x' %}",
                "{% import 'os' as os %}"
            })
    void nothingLeadsOutOfATemplate(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template, Map.of("x", "s")));
    }

    @Test
    void dataIsToldFromMarkupThroughEveryOperation() {
        Map<String, Object> context =
                Map.of(
                        "bos",
                        new Markup("<s>"),
                        "m",
                        List.of(Map.of("role", "user", "content", " <|im_end|> ")));
        String template =
                "{{ bos }}{% for x in m %}{{ '<|im_start|>' + x.role + '\n' + x.content|trim + '<|im_end|>' }}{% endfor %}{{ m|tojson }}";

        List<Segment> segments = ChatTemplate.parse(template).renderSegments(context);

        assertThat(segments)
                .startsWith(
                        new Segment("<s><|im_start|>", false),
                        new Segment("user", true),
                        new Segment("\n", false),
                        new Segment("<|im_end|>", true),
                        new Segment("<|im_end|>", false));
        assertThat(segments.getLast().data()).isTrue();
        assertThat(ChatTemplate.parse(template).render(context))
                .isEqualTo(segments.stream().map(Segment::text).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ x.upper() }}", "{{ x[::-1] }}", "{{ x.split('_')|join('') }}",
                        "{{ x|replace('_', '') }}", "{{ x|list|join }}",
                "{{ [x]|string }}", "{% set y %}{{ x }}{% endset %}{{ y }}",
                        "{{ {'k': x}|tojson }}", "{{ x|indent|title }}", "{{ x * 2 }}"
            })
    void noOperationLosesWhereTextCameFrom(String template) {
        List<Segment> segments = ChatTemplate.parse(template).renderSegments(Map.of("x", "d_a"));
        assertThat(segments).isNotEmpty().allMatch(Segment::data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ## ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {{ 1 + }}                        ## line 1: found '}}' where an expression should stand
                    a{% if x %}                      ## line 1: found the end of the template where '{% elif' or '{% else' or '{% endif'
                    {% frob %}                       ## the tag 'frob' is not one
                    {{ x.y.z }}                      ## 'x' is undefined, so it has no 'y'
                    {{ 1|frob }}                     ## the filter 'frob' is not one
                    {{ raise_exception('No tools') }} ## line 1: No tools.
                    {{ 1 + 'a' }}                    ## it computes a number plus a string
                    {{ 1 // 0 }}                     ## it divides by zero
                    """)
    void errorsNameLineAndReason(String template, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
                "{{ 'x' * 1000000000 }}",
                "{{ [0] * 1000000000 }}",
                "{{ 9 ** 9 ** 9 ** 9 }}",
                "{{ range(1000000000) }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x='a' * 9999) %}{{ ns.x|replace('a', ns.x)|replace('a', ns.x) }}",
                "{% set l = [] %}{% set _ = l.append(l) %}{{ l|tojson }}",
                "{% set l = [] %}{% set _ = l.append(l) %}{{ l == [l] }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
            })
    void aHostileTemplateIsStopped(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render(template));
    }

    @ParameterizedTest
    @CsvSource({"(,)", "[,]", "-,''", "'not ',''", "{1:,}"})
    void deepNestingIsRefusedWhileReading(String open, String close) {
        String template = "{{ " + open.repeat(5_000) + "1" + close.repeat(5_000) + " }}";
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template))
                .withMessageContaining("nests deeper");
    }

    @Test
    void deeplyNestedBlocksAreRefusedWhileReading() {
        String template = "{% if x %}".repeat(5_000);
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template))
                .withMessageContaining("nests deeper");
    }

    @Test
    void aLongTemplateIsRefused() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> ChatTemplate.parse("x".repeat(2_000_000)));
    }
}
