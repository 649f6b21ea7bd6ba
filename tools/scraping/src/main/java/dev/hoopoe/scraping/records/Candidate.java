package dev.hoopoe.scraping.records;

import java.util.List;

/**
 * Records that might be the wanted ones.
 *
 * @param source how they were found: {@code table}, {@code items}, {@code list}
 * @param columns in the order in which they show
 * @param rows how many records
 * @param bonus what speaks for them beside their columns
 */
record Candidate(String source, List<Column> columns, int rows, double bonus) {
    Candidate {
        columns = List.copyOf(columns);
    }

    Candidate plus(double more) {
        return new Candidate(source, columns, rows, bonus + more);
    }
}
