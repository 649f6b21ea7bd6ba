package dev.hoopoe.database;

import dev.hoopoe.database.DatabaseTools.Detail;
import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells as much of a schema as a model needs to write a query, within a budget: values go first,
 * then types, then all columns but those of the tables that were looked for.
 */
final class SchemaReply {
    /** Tokens of the lines of one database. */
    static final int MAX_TOKENS = 1_300;

    /** Tables up to which names stand one to a line. */
    private static final int MAX_LISTED = 30;

    /** Tables up to which a prefix is no group. */
    private static final int LEAST_GROUP = 3;

    private final List<Table> tables;
    private final Detail detail;

    SchemaReply(List<Table> tables, Detail detail) {
        this.tables = tables;
        this.detail = detail;
    }

    /** Everything, or as much as fits. */
    String all() {
        if (detail == Detail.NAMES) {
            return names(tables);
        }
        for (SchemaText.Form form : SchemaText.Form.values()) {
            String text = lines(tables, form);
            if (Tokens.estimate(text) <= MAX_TOKENS) {
                return text;
            }
        }
        return tables.size()
                + " tables; find shows the columns of those that it names\n"
                + grouped(tables);
    }

    /** The tables that the words name, best first, and those that join them. */
    List<Table> found(String find) {
        List<String> words =
                Arrays.stream(find.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_.]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        List<Table> hits =
                tables.stream()
                        .filter(t -> score(t, words) > 0)
                        .sorted(Comparator.comparingInt((Table t) -> -score(t, words)))
                        .toList();
        List<Table> found = new ArrayList<>(hits);
        tables.stream().filter(t -> !hits.contains(t) && joins(t, hits)).forEach(found::add);
        return found;
    }

    private static boolean joins(Table table, List<Table> hits) {
        List<String> targets =
                table.columns().stream()
                        .map(Column::references)
                        .filter(reference -> !reference.isEmpty())
                        .map(SchemaReply::target)
                        .toList();
        return hits.stream().filter(hit -> targets.contains(lower(hit.name()))).count() > 1;
    }

    private static String target(String reference) {
        String[] parts = reference.split("\\.", -1);
        return lower(parts.length > 1 ? parts[parts.length - 2] : reference);
    }

    private static int score(Table table, List<String> words) {
        return words.stream().mapToInt(word -> score(table, word)).sum();
    }

    private static int score(Table table, String word) {
        String name = lower(table.fullName());
        if (name.equals(word) || lower(table.name()).equals(word)) {
            return 100;
        }
        String singular =
                word.length() > 3 && word.endsWith("s")
                        ? word.substring(0, word.length() - 1)
                        : word;
        if (name.contains(singular)) {
            return 10;
        }
        return table.columnNames().stream().anyMatch(c -> lower(c).contains(word)) ? 1 : 0;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** How many of these, from the first on, fit into the budget; at least one. */
    static int fitting(List<Table> tables, SchemaText.Form form) {
        int tokens = 0;
        for (int i = 0; i < tables.size(); i++) {
            tokens += Tokens.estimate(SchemaText.line(tables.get(i), form));
            if (tokens > MAX_TOKENS && i > 0) {
                return i;
            }
        }
        return tables.size();
    }

    private static String lines(List<Table> tables, SchemaText.Form form) {
        return tables.stream()
                .map(table -> SchemaText.line(table, form))
                .collect(Collectors.joining("\n"));
    }

    static String names(List<Table> tables) {
        return tables.size() <= MAX_LISTED
                ? tables.stream().map(SchemaText::name).collect(Collectors.joining("\n"))
                : grouped(tables);
    }

    /** Names by their common beginning: {@code crm_: account, contact, lead}. */
    private static String grouped(List<Table> tables) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Table table : tables) {
            groups.computeIfAbsent(prefix(table), p -> new ArrayList<>())
                    .add(SchemaText.name(table));
        }
        List<String> lines = new ArrayList<>();
        List<String> single = new ArrayList<>();
        groups.forEach((prefix, names) -> {
            if (prefix.isEmpty() || names.size() < LEAST_GROUP) {
                single.addAll(names);
            } else {
                lines.add(
                        names.stream()
                                .map(n -> n.substring(prefix.length()))
                                .collect(Collectors.joining(", ", prefix + ": ", "")));
            }
        });
        if (!single.isEmpty()) {
            lines.add(String.join(", ", single));
        }
        return String.join("\n", lines);
    }

    private static String prefix(Table table) {
        String name = SchemaText.name(table);
        int end = Math.max(name.indexOf('.'), name.indexOf('_')) + 1;
        return name.startsWith("\"") || table.view() ? "" : name.substring(0, end);
    }
}
