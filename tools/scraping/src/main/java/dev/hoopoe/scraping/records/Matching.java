package dev.hoopoe.scraping.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which column of a candidate holds which field, and how sure that is. */
final class Matching {
    private static final double MOST_FOR_ROWS = 4;
    private static final double LONG_CHARS = 25;
    private static final double OFTEN = 0.8;

    private final List<Field> fields;
    private final Candidate candidate;
    private final Map<Field, Column> chosen = new LinkedHashMap<>();
    private double score;

    private Matching(List<Field> fields, Candidate candidate) {
        this.fields = fields;
        this.candidate = candidate;
    }

    static Matching of(List<Field> fields, Candidate candidate) {
        Matching matching = new Matching(fields, candidate);
        matching.assign();
        matching.eliminate();
        return matching;
    }

    /** Higher is better; comparable between candidates for the same fields. */
    double score() {
        double rows = Math.log(1.0 + candidate.rows()) / Math.log(2);
        return score + Math.min(rows, MOST_FOR_ROWS) + candidate.bonus();
    }

    /** Whether enough fields were found to believe that these are the records. */
    boolean enough() {
        return chosen.size() * 2 >= fields.size() && !chosen.isEmpty();
    }

    Candidate candidate() {
        return candidate;
    }

    Rows rows() {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < candidate.rows(); row++) {
            List<String> cells = cells(row);
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.add(cells);
            }
        }
        return new Rows("", fields.stream().map(Field::name).toList(), rows);
    }

    private List<String> cells(int row) {
        List<String> cells = new ArrayList<>();
        for (Field field : fields) {
            Column column = chosen.get(field);
            cells.add(column == null ? "" : column.value(row));
        }
        return cells;
    }

    /** The names of fields without a column. */
    List<String> missing() {
        return fields.stream().filter(f -> !chosen.containsKey(f)).map(Field::name).toList();
    }

    private record Pair(Field field, Column column, double score) {}

    private void assign() {
        List<Pair> pairs = new ArrayList<>();
        for (Field field : fields) {
            for (int i = 0; i < candidate.columns().size(); i++) {
                Column column = candidate.columns().get(i);
                double fit = fit(field, column, i);
                if (fit >= Weights.ENOUGH) {
                    pairs.add(new Pair(field, column, fit));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::score).reversed());
        Set<Column> used = new LinkedHashSet<>();
        for (Pair pair : pairs) {
            if (!chosen.containsKey(pair.field()) && used.add(pair.column())) {
                chosen.put(pair.field(), pair.column());
                score += pair.score() * pair.column().coverage(candidate.rows());
            }
        }
    }

    /** One field and one column without a name of its own are left: they belong together. */
    private void eliminate() {
        List<Field> open = fields.stream().filter(f -> !chosen.containsKey(f)).toList();
        List<Column> free = candidate.columns().stream().filter(this::mayBeAnything).toList();
        boolean one = open.size() == 1 && free.size() == 1 && !chosen.isEmpty();
        if (one && open.getFirst().kind() == Kind.OTHER && !open.getFirst().first()) {
            chosen.put(open.getFirst(), free.getFirst());
            score += 1;
        }
    }

    private boolean mayBeAnything(Column column) {
        return !chosen.containsValue(column)
                && column.place().type() == Column.Type.TEXT
                && column.place().leaf()
                && column.place().cues().values().stream().noneMatch(w -> w > Weights.AROUND)
                && !column.constant()
                && column.coverage(candidate.rows()) >= OFTEN;
    }

    private double fit(Field field, Column column, int index) {
        Column.Place place = column.place();
        if (!typed(field.kind(), place.type())) {
            return 0;
        }
        double cue = Words.fit(field.words(), place.cues());
        double shape = shape(field, column, cue);
        double looks =
                field.title() ? title(column, index) : field.kind() == Kind.TEXT ? text(column) : 0;
        double whole = place.leaf() ? 0 : -1;
        return cue + shape + looks + whole + column.coverage(candidate.rows());
    }

    private static boolean typed(Kind kind, Column.Type type) {
        return switch (type) {
            case ANY -> true;
            case LINK -> kind == Kind.LINK;
            case IMAGE -> kind == Kind.IMAGE;
            case TEXT -> kind != Kind.LINK && kind != Kind.IMAGE;
        };
    }

    private static double shape(Field field, Column column, double cue) {
        double part = column.fits(field.kind());
        boolean named = cue >= Weights.TAG;
        double wrong = named ? -1 : -Weights.NAMED;
        if (field.kind() == Kind.LINK || field.kind() == Kind.IMAGE) {
            double near = column.place().heading() ? 2 : 0;
            return part < 0.5 ? wrong : 2 + near;
        }
        if (field.kind().telling()) {
            boolean once =
                    field.kind() == Kind.PRICE
                            && Words.fit(Set.of("old"), column.place().cues()) >= Weights.TAG;
            return part < 0.5 ? wrong : part * Weights.SHAPE - (once ? Weights.SHAPE : 0);
        }
        if (field.kind() == Kind.COUNT) {
            return part < 0.5 ? wrong : 0;
        }
        boolean other = column.fits(Kind.PRICE) > 0.5 || column.fits(Kind.DURATION) > 0.5;
        return other && !named ? -2 : 0;
    }

    private static double title(Column column, int index) {
        double links = column.place().linked() ? 1.5 : 0;
        double heading = column.place().heading() ? 2 : 0;
        double first = index <= 1 ? 1 : 0;
        double letters = column.fits(Kind.TITLE) < 0.5 ? -2 : 0;
        return links + heading + first + letters;
    }

    private static double text(Column column) {
        return column.length() >= LONG_CHARS ? 2 : -1;
    }
}
