package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelevantLinesTest {
    @Test
    void findsTheOneLineWithTheRareWord() {
        String log =
                """
                07:10:58 WARN door restarted by hand
                07:13:38 INFO scheduler waiting for input
                07:33:17 WARN sensor reported nothing
                08:14:32 ERROR scheduler failed with E1100
                15:01:51 ERROR door failed with E2437
                16:00:00 INFO sensor waiting for input\
                """;
        assertThat(RelevantLines.of(log, "Which part reported the error E2437?"))
                .containsExactly("15:01:51 ERROR door failed with E2437");
    }

    @Test
    void showsARowUnderItsHeader() {
        String page =
                """
                # Codes

                Photographs are welcome.

                | Code | Meaning |
                | --- | --- |
                | LI-843 | barcode unreadable |
                | LI-117 | item is reserved |
                | LI-703 | card has expired |\
                """;
        assertThat(RelevantLines.of(page, "Which code means \"item is reserved\"?"))
                .containsExactly("Code: LI-117, Meaning: item is reserved");
    }

    @Test
    void showsALineUnderItsHeadingWithoutAddresses() {
        String page =
                """
                ### [Seventh Garden](http://127.0.0.1/1.html)
                - **Pages**: 310 pages
                - **Code**: SG-8892
                ### [Winter Letters](http://127.0.0.1/9.html)
                - **Pages**: 336 pages
                - **Code**: WL-4738\
                """;
        assertThat(RelevantLines.of(page, "Which book has the code WL-4738?"))
                .containsExactly("### Winter Letters", "- **Code**: WL-4738");
    }

    @Test
    void aSchemaLineIsFoundByItsTable() {
        String schema =
                """
                books(id INTEGER PK, title TEXT, pages INTEGER) 24 rows
                borrowers(id INTEGER PK, town TEXT) 80 rows
                loans(id INTEGER PK, book_id INTEGER, days INTEGER) 420 rows
                shelves(shelf_code TEXT PK, floor INTEGER) 9 rows\
                """;
        assertThat(RelevantLines.of(schema, "How many rows does the table loans have?"))
                .containsExactly("loans(id INTEGER PK, book_id INTEGER, days INTEGER) 420 rows");
    }

    @Test
    void aResultWithoutTheQuestionsWordsHasNone() {
        assertThat(RelevantLines.of("a\nb\nc\nd\ne\nf\ng", "What costs most?")).isEmpty();
    }
}
