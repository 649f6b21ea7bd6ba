package dev.hoopoe.scraping.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector.SelectorParseException;

/**
 * Finds the records of a page without a model: what is there is returned as it stands, what is not
 * there stays empty. Stateless and thread-safe; the work is bounded for hostile pages.
 */
public final class Records {
    private static final double MARKED_UP = 3;
    private static final double ASIDE = -4;
    private static final double CALLED_SO = 4;

    private Records() {}

    /**
     * Records that hold the wanted fields.
     *
     * @param rows with the fields as header
     * @param source {@code table}, {@code items} or {@code list}
     * @param missing fields that were found in no record
     */
    public record Found(Rows rows, String source, List<String> missing) {
        public Found {
            missing = List.copyOf(missing);
        }
    }

    /** Every table of the page; where there is none, every item that is marked up for programs. */
    public static List<Rows> all(Document page) {
        List<Rows> tables = joined(DataTables.of(page));
        return tables.isEmpty() ? Items.tables(Items.of(page)) : tables;
    }

    /**
     * The records that fit the fields best; empty where nothing fits.
     *
     * @param names what is wanted, in words
     * @param each what one record is: a CSS selector, words, or ""
     */
    public static Optional<Found> find(Document page, List<String> names, String each) {
        List<Field> fields = fields(names);
        List<Element> selected = selected(page, each);
        List<Candidate> candidates =
                selected.isEmpty()
                        ? candidates(page, each)
                        : List.of(
                                group(
                                        new Groups.Group(
                                                selected.stream().map(List::of).toList(), false)));
        Matching best = null;
        for (Candidate candidate : candidates) {
            Matching matching = Matching.of(fields, candidate);
            boolean better = best == null || matching.score() > best.score();
            if (matching.enough() && better) {
                best = matching;
            }
        }
        return Optional.ofNullable(best)
                .map(b -> new Found(b.rows(), b.candidate().source(), b.missing()));
    }

    private static List<Field> fields(List<String> names) {
        List<Field> fields = new ArrayList<>();
        names.forEach(name -> fields.add(Field.of(name, fields.isEmpty())));
        return fields;
    }

    private static List<Element> selected(Document page, String each) {
        boolean selector = each.matches("[a-z][a-z0-9-]*") || each.matches(".*[.#\\[>:].*");
        if (!selector) {
            return List.of();
        }
        try {
            List<Element> found = page.select(each);
            return each.matches("[.#\\w-]+") && found.size() == 1 ? List.of() : found;
        } catch (SelectorParseException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static List<Candidate> candidates(Document page, String each) {
        Set<String> called = Words.of(each);
        List<Candidate> candidates = new ArrayList<>();
        for (Rows table : Items.tables(Items.of(page))) {
            candidates.add(columns("items", table, MARKED_UP + called(called, table.name())));
        }
        for (Rows table : joined(DataTables.of(page))) {
            candidates.add(columns("table", table, called(called, table.name())));
        }
        for (Groups.Group group : Groups.of(page)) {
            candidates.add(group(group).plus(called(called, names(group))));
        }
        return candidates;
    }

    private static double called(Set<String> called, String name) {
        return !called.isEmpty() && Words.of(name).stream().anyMatch(called::contains)
                ? CALLED_SO
                : 0;
    }

    private static String names(Groups.Group group) {
        Element record = group.records().getFirst().getFirst();
        Element parent = record.parent();
        return record.className()
                + " "
                + record.normalName()
                + " "
                + (parent == null ? "" : parent.className());
    }

    private static Candidate columns(String source, Rows table, double bonus) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < table.header().size(); i++) {
            Column column = new Column(Column.Place.named(cues(table.header().get(i))));
            for (int row = 0; row < table.rows().size(); row++) {
                column.put(row, table.rows().get(row).get(i));
            }
            columns.add(column);
        }
        return new Candidate(source, columns, table.rows().size(), bonus);
    }

    /** {@code offers.price} tells more of price than of offers. */
    private static Map<String, Double> cues(String name) {
        Map<String, Double> cues = new LinkedHashMap<>();
        List<String> parts = Arrays.asList(name.split("\\.", -1));
        for (int i = 0; i < parts.size(); i++) {
            double weight = i == parts.size() - 1 ? Weights.NAMED : Weights.AROUND;
            Words.of(parts.get(i)).forEach(word -> cues.merge(word, weight, Math::max));
        }
        return cues;
    }

    private static Candidate group(Groups.Group group) {
        return new Candidate(
                "list", Slots.of(group), group.records().size(), group.aside() ? ASIDE : 0);
    }

    /** Tables with the same head become one, with their names in front. */
    private static List<Rows> joined(List<Rows> tables) {
        Map<List<String>, List<Rows>> heads = new LinkedHashMap<>();
        tables.forEach(t -> heads.computeIfAbsent(t.header(), h -> new ArrayList<>()).add(t));
        List<Rows> joined = new ArrayList<>();
        heads.forEach((header, same) ->
                joined.add(same.size() == 1 ? same.getFirst() : join(header, same)));
        return joined;
    }

    private static Rows join(List<String> header, List<Rows> same) {
        List<String> wide = new ArrayList<>(List.of("Table"));
        wide.addAll(header);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < same.size(); i++) {
            String name = same.get(i).name();
            for (List<String> row : same.get(i).rows()) {
                List<String> cells = new ArrayList<>(List.of(name.isEmpty() ? "" + (i + 1) : name));
                cells.addAll(row);
                rows.add(cells);
            }
        }
        return new Rows("", wide, rows);
    }
}
