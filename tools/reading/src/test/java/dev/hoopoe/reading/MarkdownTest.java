package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected Markdown is written by the rules of CommonMark 0.31 and GFM 0.29. */
class MarkdownTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            textBlock =
                    """
                    <p>one<b> two </b>three</p> ~ one **two** three
                    <p><b>Price:</b>12 <b><b>x</b></b></p> ~ **Price**:12 **x**
                    <p>a<i>b</i>c <em> </em>d</p> ~ a*b*c d
                    <p>snake_case_name 2*3 [x](y) &lt;b&gt; &amp;lt;</p> ~ snake_case_name 2\\*3 [x]\\(y) \\<b> \\&lt;
                    <p># no heading</p> ~ \\# no heading
                    <p>* no item</p> ~ \\* no item
                    <p>3. no item</p> ~ 3\\. no item
                    <p>use <code>a`b</code></p> ~ use ``a`b``
                    <p>10<sup>6</sup> H<sub>2</sub>O</p> ~ 10<sup>6</sup> H<sub>2</sub>O
                    <p>a&nbsp;b&shy;c&#8203;d</p> ~ a bcd
                    <h2>One<br>Two<a href="#x">#</a></h2> ~ ## One Two
                    <a href="/p q">go</a> ~ [go](https://site.test/p%20q)
                    <a href="javascript:alert(1)">go</a> ~ go
                    <a href="#part">go</a> ~ go
                    <a href="w_(x)">go</a> ~ [go](https://site.test/d/w_(x))
                    <a href="w(x">go</a> ~ [go](https://site.test/d/w%28x)
                    <img src="a.png" alt="A map"> ~ ![A map](https://site.test/d/a.png)
                    <math><annotation encoding="application/x-tex">a^2</annotation></math> ~ $a^2$
                    <p hidden>no</p><p style="display: none">no</p><p>yes</p> ~ yes
                    """)
    void linesOfText(String html, String markdown) {
        assertThat(render(html)).isEqualTo(markdown);
    }

    @Test
    void paragraphsAndHardBreaks() {
        assertThat(render("<p>a<br>b<br><br>c</p><p>d</p>")).isEqualTo("a\\\nb\n\nc\n\nd");
    }

    @Test
    void listsNestAndCount() {
        assertThat(
                        render(
                                "<ol start=3><li>three<ul><li>x<li>y</ul><li>four<li value=9>nine"
                                        + "</ol>"))
                .isEqualTo("3. three\n   - x\n   - y\n4. four\n9) nine");
    }

    @Test
    void aListDirectlyInAListBelongsToTheItemBefore() {
        assertThat(render("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>"))
                .isEqualTo("- a\n  - b\n- c");
    }

    @Test
    void itemsHoldParagraphsAndCode() {
        assertThat(render("<ul><li><p>p</p><pre><code class=language-sh>ls</code></pre></li></ul>"))
                .isEqualTo("- p\n\n  ```sh\n  ls\n  ```");
    }

    @Test
    void codeKeepsItsLinesAndFences() {
        assertThat(render("<pre>  a\n```\nb<br>c</pre>")).isEqualTo("````\n  a\n```\nb\nc\n````");
    }

    @Test
    void lineNumbersBesideCodeGo() {
        assertThat(render("<table><tr><td><pre>1\n2</pre><td><pre>x\ny</pre></table>"))
                .isEqualTo("```\nx\ny\n```");
    }

    @Test
    void tablesFillSpansAndEscapePipes() {
        assertThat(
                        render(
                                "<table><tr><th colspan=2>H<tr><td rowspan=2>a|b<td>1<tr>"
                                        + "<td><p>2<p>3</table>"))
                .isEqualTo("| H | H |\n|---|---|\n| a\\|b | 1 |\n| a\\|b | 2<br>3 |");
    }

    @Test
    void aTableWithoutHeadGetsAnEmptyOne() {
        assertThat(render("<table><tr><td>1<td>2</table>"))
                .isEqualTo("| | |\n|---|---|\n| 1 | 2 |");
    }

    @Test
    void aHugeSpanStaysSmall() {
        String table = "<table><tr><td colspan=1000000000 rowspan=100000000>x<td>y</table>";
        assertThat(render(table)).hasSizeLessThan(1_000).contains("| x |");
    }

    @Test
    void definitionsQuotesAndCards() {
        assertThat(render("<dl><dt>SKU<dd>L-1<dt>Price<dd>€ 2</dl>"))
                .isEqualTo("- **SKU**: L-1\n- **Price**: € 2");
        assertThat(render("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>"))
                .isEqualTo("> a\n>\n> > b");
        assertThat(render("<a href=/p><h3>Card</h3><p>text</p></a>"))
                .isEqualTo("### [Card](https://site.test/p)\n\ntext");
    }

    @Test
    void tasksKeepTheirState() {
        assertThat(render("<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>"))
                .isEqualTo("- [x] a\n- [ ] b");
    }

    private static String render(String html) {
        return HtmlReader.read(html, "https://site.test/d/").markdown();
    }
}
