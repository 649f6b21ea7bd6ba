package dev.hoopoe.reading.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentsTest {
    @Test
    void wordKeepsHeadingsListsTablesAndStyles() {
        Document report = Fixture.read("report.docx");
        assertThat(report.format()).isEqualTo(Format.DOCX);
        assertThat(report.title()).isEqualTo("Harbour report");
        assertThat(report.facts()).containsEntry("author", "Bo Abel");
        assertThat(report.markdown())
                .isEqualTo(
                        """
                        # Harbour report

                        # Prices

                        The **new** crane cost *less* than a|b.

                        - First
                          - Inner

                        1. One
                        2. Two

                        | Item | Qty | Price |
                        |---|---|---|
                        | Rope | 3 | 9.50 |
                        | Total | Total | 28.50 |

                        ## Method

                        > A quote\
                        """);
    }

    @Test
    void wordPagesAreSectionsAndDeletedTextIsGone() {
        Document pages =
                Fixture.read(
                        Fixture.docx(
                                "<w:p><w:r><w:t>one</w:t></w:r><w:del><w:r><w:delText>no</w:delText>"
                                        + "</w:r></w:del></w:p><w:p><w:r><w:lastRenderedPageBreak/>"
                                        + "<w:t>two</w:t></w:r></w:p>"),
                        "a.docx");
        assertThat(pages.sections())
                .containsExactly(new Section("page 1", "one"), new Section("page 2", "two"));
        assertThat(pages.markdown(2, 9)).isEqualTo("[page 2]\n\ntwo");
    }

    @Test
    void sheetsShowDatesPercentMergedCellsAndFormulas() {
        Document prices = Fixture.read("prices.xlsx");
        assertThat(prices.sections())
                .extracting(Section::label)
                .containsExactly("sheet Prices", "sheet Second");
        assertThat(prices.sections().getFirst().markdown())
                .isEqualTo(
                        """
                        | Item | Price | Day | Share | Sum |
                        |---|---|---|---|---|
                        | Rope | 9.5 | 2026-03-01 | 12.5% | =B2*2 |
                        | Net\\|big | 0.3 | 2026-03-02 14:30 | 100% |
                        | Merged | Merged | TRUE |\
                        """);
        assertThat(prices.sections().getLast().markdown()).contains("far", "corner");
    }

    @Test
    void slidesShowTitlesListsTablesAndNotes() {
        assertThat(Fixture.read("plan.pptx").markdown())
                .isEqualTo(
                        """
                        [slide 1]

                        ## Plan

                        - Build
                          - Dig
                        - Sail

                        Notes: Say hello

                        [slide 2]

                        ## Costs

                        | Part | Cost |
                        |---|---|
                        | Hull | 12 |\
                        """);
    }

    @Test
    void openDocumentsAreRead() {
        assertThat(Fixture.read("open.odt").markdown())
                .isEqualTo("# Open text\n\nSome words.\n\n- a\n- b");
        assertThat(Fixture.read("open.ods").markdown())
                .isEqualTo("[sheet Sheet A]\n\n| k | v |\n|---|---|\n| x | 1 |");
    }

    @Test
    void booksComeChapterByChapter() {
        Document book = Fixture.read("book.epub");
        assertThat(book.title()).isEqualTo("Small book");
        assertThat(book.sections())
                .contains(
                        new Section(
                                "chapter 2",
                                "# Chapter 2\n\nText **2** in [out](https://e.test/)"));
    }

    @Test
    void feedsListTheirEntries() {
        Document rss =
                Fixture.text(
                        "<?xml version='1.0'?><!-- x --><rss><channel><title>News</title><item>"
                                + "<title>A &amp;amp; B</title><link>https://e.test/1</link><pubDate>Mon</pubDate>"
                                + "<description><![CDATA[<p>Body <b>x</b>]]></description></item></channel></rss>",
                        "feed",
                        "text/xml");
        assertThat(rss.title()).isEqualTo("News");
        assertThat(rss.markdown()).isEqualTo("## [A & B](https://e.test/1)\n\nMon\n\nBody **x**");
        Document atom =
                Fixture.text(
                        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry>"
                                + "<title type='html'>E</title><link rel='self' href='/s'/><link href='/e'/>"
                                + "<updated>2026-01-02</updated><summary>S</summary></entry></feed>",
                        "",
                        "application/atom+xml");
        assertThat(atom.markdown()).isEqualTo("## [E](https://site.test/e)\n\n2026-01-02\n\nS");
    }

    @Test
    void tablesOfTextFindTheirDelimiter() {
        assertThat(Fixture.text("a;b\n\"x;1\n\";2,5\n", "t.csv", "text/csv").markdown())
                .isEqualTo("| a | b |\n|---|---|\n| x;1 | 2,5 |");
        assertThat(Fixture.text("a\tb\n1\t\"2\"\"\"\n", "t.tsv", "text/plain").markdown())
                .isEqualTo("| a | b |\n|---|---|\n| 1 | 2\" |");
    }

    @Test
    void jsonOnOneLineGetsLines() {
        String json = "{\"a\":[1,2,{}],\"b\":\"x,{\\\"\"}";
        assertThat(JsonText.pretty(json)).isEqualTo(json);
        String longer = "{\"k\":[{\"v\":\"" + "x".repeat(500) + "\"}],\"e\":[]}";
        assertThat(JsonText.pretty(longer))
                .startsWith("{\n  \"k\": [\n    {\n      \"v\": \"xx")
                .endsWith("\"\n    }\n  ],\n  \"e\": []\n}");
    }

    @Test
    void pagesOfHtmlAndPlainTextAreReadToo() {
        assertThat(Fixture.text("<!doctype html><title>T</title><p>x", "", "").title())
                .isEqualTo("T");
        assertThat(Fixture.text("plain *x*\r\n", "a.txt", "").markdown()).isEqualTo("plain *x*");
    }
}
