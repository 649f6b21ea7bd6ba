package dev.hoopoe.inference.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of Jinja that few templates use. Expected texts are what Jinja 3.1.6 renders. */
@Timeout(60)
class JinjaTemplateTest {

    private static final Map<String, Object> CONTEXT =
            Map.of(
                    "tree",
                    List.of(
                            Map.of("v", 1, "k", List.of(Map.of("v", 2, "k", List.of()))),
                            Map.of("v", 3, "k", List.of())),
                    "m",
                    List.of(
                            Map.of("role", "user", "n", 1),
                            Map.of("role", "tool", "n", 2),
                            Map.of("role", "user", "n", 3)),
                    "h",
                    "<a>");

    private static String render(String template) {
        return ChatTemplate.parse(template, Case.CLOCK).render(CONTEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ## ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {{ '%s-%03d-%.2f|%-4s|%x' % ('a', 7, 1.005, 'b', 255) }} ## a-007-1.00|b   |ff
                    {{ '%(a)s' % {'a': none} }} {{ '%r %%' % 'x' }}          ## None 'x' %
                    {{ '{} {0[k]} {n!r:>5}'.format({'k': 1}, n='x') }}       ## {'k': 1} 1   'x'
                    {{ '{:,} {:.1e} {:%} {:^5}|'.format(12345, 0.00012, 0.5, 'm') }} ## 12,345 1.2e-04 50.000000%   m  |
                    {{ range(1, 9, 2) }} {{ {'a': 1}.items() }}              ## range(1, 9, 2) dict_items([('a', 1)])
                    {{ [[2], [1, 5]]|sort }} {{ (1, 2) < (1, 3) }}           ## [[1, 5], [2]] True
                    {{ [1, 2, 3]|batch(2, 'x')|list }} {{ [1, 2, 3]|slice(2)|list }} ## [[1, 2], [3, 'x']] [[1, 2], [3]]
                    {% for g in m|groupby('role') %}{{ g.grouper }}{{ g.list|length }} {% endfor %} ## tool1 user2
                    {{ m|sort(attribute='role,n', reverse=true)|map(attribute='n')|join }} ## 312
                    {{ 'a b c'.rpartition(' ') }} {{ 'x'.center(4) }}|       ## ('a b', ' ', 'c')  x  |
                    {{ 'hello'.find('l', 3) }} {{ 'a'.startswith(('b', 'a')) }} ## 3 True
                    {{ 0x1f }} {{ '\\101' }} {{ 'b' * 2 ~ 3 * 'c' }}         ## 31 A bbccc
                    {{ 42|round }} {{ '5.7'|int }} {{ '1A'|int(0, 16) }}     ## 42 5 26
                    {{ none|map('upper')|list }} {{ none|select|list }}      ## [] []
                    {{ 'one two three'|truncate(7, end='~', leeway=0) }}     ## one~
                    {{ 1 is sameas true }} {{ '12' is upper }}               ## False False
                    {{ dict([('a', 1)], **{'b': 2}) }}                       ## {'a': 1, 'b': 2}
                    {% if m|selectattr('n', 'gt', 9) %}a generator is true{% endif %} ## a generator is true
                    {% set g = m|map(attribute='n') %}{{ g|list }}{{ g|list }} ## [1, 2, 3][]
                    {% set j = joiner('; ') %}{{ j() }}a{{ j() }}b           ## a; b
                    {% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }} ## aba
                    {{ strftime_now('%-d/%m/%y %H:%M%z') }}                  ## 23/11/26 12:00
                    """)
    void rareExpressionsAreWorthWhatJinja2Says(String template, String expected) {
        assertThat(render(template).strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ## ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {% for x in tree recursive %}{{ loop.depth }}{{ x.v }}({{ loop(x.k) }}){% endfor %} ## 11(22())13()
                    {% for x in [1, 1, 2] %}{{ loop.changed(x) }} {% endfor %} ## True False True
                    {% set ns = namespace(go=true) %}{% for x in m if ns.go %}{{ x.n }}{% set ns.go = false %}{% endfor %} ## 1
                    {% macro w(a) %}{{ a }}[{{ caller('x') }}]{% endmacro %}{% call(y) w(1) %}{{ y }}{{ h }}{% endcall %} ## 1[x<a>]
                    {% macro v() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ v(1, 2, k=3) }} ## (1, 2){'k': 3}
                    {% macro f(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ f(*[1], **{'b': 2}) }} ## 12
                    {% filter replace('a', 'b')|upper %}xa{% endfilter %}    ## XB
                    {% with x = 1, y = 2 %}{{ x }}{{ y }}{% endwith %}{{ x }}. ## 12.
                    {% set x | upper | replace('A', '-') %}abc{% endset %}{{ x }} ## -BC
                    {% generation %}{% set q = 1 %}{{ q }}{% endgeneration %}{{ q }}. ## 1.
                    {% block b %}text{% endblock %} {{ self.b() }}           ## text text
                    {% print 1, 2 %}                                         ## 12
                    """)
    void rareTagsDoWhatJinja2Does(String template, String expected) {
        assertThat(render(template).strip()).isEqualTo(expected);
    }

    /** Templates that mark JSON as safe and add to it are published, and trained on the result. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " ## ",
            textBlock =
                    """
                    {{ '<b>' + h|safe }} ## &lt;b&gt;<a>
                    {{ '<b>' ~ h|safe }} ## <b><a>
                    {{ h|e + '<' }}      ## &lt;a&gt;&lt;
                    {{ h|safe|e }}       ## <a>
                    {{ (h|safe)[0] + h }} ## <&lt;a&gt;
                    {{ [h|safe] }}       ## [Markup('<a>')]
                    """)
    void safeTextEscapesWhatIsAdded(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void rawKeepsTheLineBreakBehindItsTag() {
        assertThat(render("{% raw %}\na\n{% endraw %}\nb")).isEqualTo("\na\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ m|map(attribute='n')|tojson }}",
                "{{ m|select|length }}",
                "{{ m|select|last }}",
                "{{ {'a': 1}.items()|tojson }}",
                "{{ [1] in {} }}",
                "{% for x in m %}{{ loop(m) }}{% endfor %}",
                "{% macro f() %}{% endmacro %}{{ f(1) }}",
                "{% macro f() %}{% endmacro %}{{ f(a=1) }}",
                "{% macro f() %}{% endmacro %}{% call f() %}{% endcall %}",
                "{{ ','.join([1]) }}",
                "{{ 'a'.replace('a', 1) }}",
                "{{ '%s %s' % 'a' }}",
                "{{ '%s' % ('a', 'b') }}",
                "{{ '{} {}'.format(1) }}",
                "{{ '%d' % 'x' }}",
                "{{ h|attr('__class__') }}",
                "{{ '{0.__class__.__mro__}'.format(h) }}",
                "{% break %}",
                "{% set none = 1 %}",
                "{{ f(a=1, a=2) }}",
            })
    void whatJinja2RefusesIsRefused(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render(template));
    }

    @ParameterizedTest
    @ValueSource(strings = {"include 'x'", "import 'x' as x", "extends 'x'", "autoescape true"})
    void aRefusalNamesTagAndLine(String tag) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render("\n{% " + tag + " %}"))
                .withMessageContaining("line 2")
                .withMessageContaining("{% " + tag.substring(0, tag.indexOf(' ')) + " %}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ '%999999999d' % 1 }}",
                "{{ '%.999999999f' % 1 }}",
                "{{ '%*d' % (2000000000, 1) }}",
                "{{ '{:>999999999}'.format(1) }}",
                "{{ 'a'.center(2000000000) }}",
                "{{ 'a'|center(2000000000) }}",
                "{{ '\\t'.expandtabs(2000000000) }}",
                "{{ '1'.zfill(2000000000) }}",
                "{{ range(100000)|map('center', 1000000)|list }}",
                "{% for a in range(100000) %}{% set x = range(100000) %}{% endfor %}",
                "{% set b = 'a' * 1000000 %}{{ ([b ~ 'b', b ~ 'c'] * 500000)|sort }}",
                "{% set b = 'a' * 1000000 %}{{ (b ~ 'b') in [b ~ 'c'] * 1000000 }}",
                "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
                "{% macro m(n) %}{{ m(n + 1) }}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
                "{% macro m() %}{{ caller() }}{% endmacro %}{% macro r() %}{% call m() %}{{ r() }}{% endcall %}{% endmacro %}{{ r() }}",
                "{% block b %}{{ self.b() }}{% endblock %}",
                "{{ [1]|batch(2000000000, 'x')|list }}",
                "{{ [1]|slice(2000000000)|list }}",
                "{{ range(100000)|unique|list }}",
                "{% set l = [] %}{% set _ = l.append(l) %}{{ [l, [l]]|sort }}",
                "{{ '{:{:{:{}}}}'.format(1, 2, 3, 4) }}",
            })
    void aHostileTemplateIsStopped(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render(template));
    }
}
