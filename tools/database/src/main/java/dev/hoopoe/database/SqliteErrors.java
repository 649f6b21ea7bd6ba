package dev.hoopoe.database;

import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns SQLite's messages into ones that tell a model how to write the next statement. */
final class SqliteErrors {
    private static final Pattern INNER =
            Pattern.compile("\\[[A-Z_]+]\\s+[^(]*\\((.*)\\)\\s*$", Pattern.DOTALL);
    private static final Pattern NO_COLUMN = Pattern.compile("no such column: \"?([^\" ]+)\"?");
    private static final Pattern NO_TABLE = Pattern.compile("no such table: (\\S+)");
    private static final Pattern NO_FUNCTION = Pattern.compile("no such function: (\\S+)");

    /** What other engines' functions are called here. */
    private static final Map<String, String> FUNCTIONS =
            Map.of(
                    "YEAR", "strftime('%Y', column)",
                    "MONTH", "strftime('%m', column)",
                    "DAY", "strftime('%d', column)",
                    "DATE_FORMAT", "strftime('%Y-%m', column)",
                    "TO_CHAR", "strftime('%Y-%m', column)",
                    "NOW", "datetime('now')",
                    "CURDATE", "date('now')",
                    "LEFT", "substr(text, 1, n)",
                    "STRING_AGG", "group_concat(column, ', ')",
                    "GREATEST", "max(a, b)");

    private SqliteErrors() {}

    static ToolException explain(SQLException e, String sql, List<Table> tables) {
        String full = String.valueOf(e.getMessage());
        Matcher inner = INNER.matcher(full);
        String reason = inner.find() ? String.valueOf(inner.group(1)) : full;
        Matcher column = NO_COLUMN.matcher(reason);
        if (column.find()) {
            return noColumn(String.valueOf(column.group(1)), sql, tables, e);
        }
        Matcher table = NO_TABLE.matcher(reason);
        if (table.find()) {
            return noTable(String.valueOf(table.group(1)), tables, e);
        }
        Matcher function = NO_FUNCTION.matcher(reason);
        if (function.find()) {
            return noFunction(String.valueOf(function.group(1)), e);
        }
        return other(full, reason, e);
    }

    static ToolException noColumn(String name, String sql, List<Table> tables, SQLException e) {
        String bare = name.substring(name.lastIndexOf('.') + 1);
        String upper = sql.toUpperCase(Locale.ROOT);
        List<Table> used =
                tables.stream()
                        .filter(t -> upper.contains(t.name().toUpperCase(Locale.ROOT)))
                        .toList();
        List<Table> shown = used.isEmpty() ? tables : used;
        List<String> columns = shown.stream().flatMap(t -> t.columnNames().stream()).toList();
        String elsewhere =
                tables.stream()
                        .filter(t -> !used.contains(t))
                        .filter(t -> t.columnNames().stream().anyMatch(bare::equalsIgnoreCase))
                        .map(t -> " " + bare + " is in " + t.name() + ".")
                        .findFirst()
                        .orElseGet(() -> Nearest.hint(bare, columns));
        String list =
                shown.stream()
                        .limit(6)
                        .map(t -> t.name() + "(" + String.join(", ", t.columnNames()) + ")")
                        .collect(Collectors.joining(", "));
        return new ToolException(
                "There is no column " + name + "." + elsewhere, "Columns: " + list + ".", e);
    }

    static ToolException noTable(String name, List<Table> tables, SQLException e) {
        List<String> names = tables.stream().map(Table::fullName).toList();
        String shown = names.stream().limit(40).collect(Collectors.joining(", "));
        return new ToolException(
                "There is no table " + name + "." + Nearest.hint(name, names),
                names.isEmpty() ? "Look with db_schema." : "Tables: " + shown + ".",
                e);
    }

    private static ToolException noFunction(String name, SQLException e) {
        String here = FUNCTIONS.get(name.toUpperCase(Locale.ROOT));
        return new ToolException(
                "SQLite has no function " + name + ".",
                here == null ? "Use one of SQLite's functions." : "Write " + here + " instead.",
                e);
    }

    private static ToolException other(String full, String reason, SQLException e) {
        if (full.contains("SQLITE_READONLY") || reason.contains("readonly database")) {
            return ReadGuard.readOnly("Writing");
        }
        if (full.contains("SQLITE_TOOBIG") || full.contains("SQLITE_NOMEM")) {
            return new ToolException(
                    "The query builds a value or a sort that is too large.",
                    "Select fewer columns or rows.",
                    e);
        }
        if (full.contains("SQLITE_BUSY") || full.contains("SQLITE_LOCKED")) {
            return new ToolException(
                    "Another program has locked the database.", "Call again in a moment.", e);
        }
        if (full.contains("SQLITE_CANTOPEN") || full.contains("SQLITE_NOTADB")) {
            return new ToolException(
                    "The file of this database cannot be opened as SQLite.",
                    "Tell the user to check the --db setting.",
                    e);
        }
        return new ToolException(
                "SQLite says: " + reason + ".", "Mend the SQL; db_schema shows the columns.", e);
    }
}
