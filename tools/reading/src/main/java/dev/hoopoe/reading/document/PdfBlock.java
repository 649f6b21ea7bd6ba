package dev.hoopoe.reading.document;

import java.util.List;

/** A part of a page in reading order. */
sealed interface PdfBlock {
    /** Lines of text, from a page or one of its columns, which ends at {@code right}. */
    record Text(List<PdfRow> rows, float right) implements PdfBlock {}

    /** Cells, row by row. */
    record Table(List<List<String>> rows) implements PdfBlock {}
}
