package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document as a model should read it.
 *
 * @param format what it was
 * @param title in one line, or ""
 * @param facts such as author and date, in a stable order
 * @param sections its pages, sheets, slides or chapters in order; one without a label where the
 *     format has none
 * @param truncated whether a limit left out the rest
 */
public record Document(
        Format format,
        String title,
        Map<String, String> facts,
        List<Section> sections,
        boolean truncated) {
    public Document {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        sections = List.copyOf(sections);
    }

    /** All of it; each labelled section starts with its label in brackets. */
    public String markdown() {
        return markdown(1, sections.size());
    }

    /**
     * A range of sections.
     *
     * @param from the first, counted from 1
     * @param to the last, included; may be beyond the end
     */
    public String markdown(int from, int to) {
        List<String> parts = new ArrayList<>();
        for (int i = Math.max(1, from); i <= Math.min(to, sections.size()); i++) {
            Section section = sections.get(i - 1);
            if (!section.label().isEmpty()) {
                parts.add("[" + section.label() + "]");
            }
            if (!section.markdown().isEmpty()) {
                parts.add(section.markdown());
            }
        }
        return String.join("\n\n", parts);
    }
}
