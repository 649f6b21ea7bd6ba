package dev.hoopoe.scraping.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Values at the same place of like records, with what the page says about the place. */
final class Column {
    private static final int SAMPLE = 40;

    private final Place place;
    private final List<String> values = new ArrayList<>();

    /**
     * What is known of a place.
     *
     * @param cues words and how much each tells
     * @param type of the values
     * @param leaf whether nothing smaller with text is inside
     * @param linked whether it is, or is in, a link
     * @param heading whether it is a heading
     */
    record Place(
            Map<String, Double> cues, Type type, boolean leaf, boolean linked, boolean heading) {
        static Place named(Map<String, Double> cues) {
            return new Place(cues, Type.ANY, true, false, false);
        }
    }

    /** Where the values come from. */
    enum Type {
        TEXT,
        LINK,
        IMAGE,
        /** Data that a program wrote, of any kind. */
        ANY
    }

    Column(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** Sets the value of a row; the first one stays. */
    void put(int row, String value) {
        while (values.size() <= row) {
            values.add("");
        }
        if (values.get(row).isEmpty()) {
            values.set(row, value);
        }
    }

    String value(int row) {
        return row < values.size() ? values.get(row) : "";
    }

    /** The part of the rows that has a value. */
    double coverage(int rows) {
        return rows == 0 ? 0 : (double) values.stream().filter(v -> !v.isEmpty()).count() / rows;
    }

    /** The part of the values that has the form. */
    double fits(Kind kind) {
        List<String> some = sample();
        return some.isEmpty() ? 0 : (double) some.stream().filter(kind::fits).count() / some.size();
    }

    double length() {
        return sample().stream().mapToInt(String::length).average().orElse(0);
    }

    /** Whether all rows say the same, as buttons do. */
    boolean constant() {
        List<String> some = sample();
        return some.size() > 1 && Collections.frequency(some, some.getFirst()) == some.size();
    }

    private List<String> sample() {
        return values.stream().filter(v -> !v.isEmpty()).limit(SAMPLE).toList();
    }
}
