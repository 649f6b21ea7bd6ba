package dev.hoopoe.database;

import dev.hoopoe.tools.Csv;
import dev.hoopoe.tools.ToolException;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns JDBC's rows into CSV lines, and texts into JDBC's parameters; the same on all engines. */
final class ResultRows {
    /** Characters of one value that are shown. */
    static final int MAX_CELL_CHARS = 4_000;

    /** Characters of all rows together. */
    static final int MAX_RESULT_CHARS = 8 << 20;

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern REAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})\\.[0-9]{1,15}");

    private ResultRows() {}

    /** Refuses a call whose values do not fit its placeholders. */
    static void requireAll(int wanted, List<String> parameters) {
        if (wanted != parameters.size()) {
            throw new ToolException(
                    "The SQL has %d placeholders, but params has %d values."
                            .formatted(wanted, parameters.size()),
                    "Send one value for each ? in the SQL.");
        }
    }

    // Numbers are bound as numbers, since an expression without a column has no type of its own
    // that would turn a text into one (for SQLite: sqlite.org/datatype3.html, 3.3).
    static void bind(PreparedStatement statement, List<String> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            String value = parameters.get(i);
            if (WHOLE.matcher(value).matches()) {
                statement.setLong(i + 1, Long.parseLong(value));
            } else if (REAL.matcher(value).matches()) {
                statement.setDouble(i + 1, Double.parseDouble(value));
            } else {
                statement.setString(i + 1, value);
            }
        }
    }

    /** All as texts, for an engine that finds out their types by itself. */
    static void bindTexts(PreparedStatement statement, List<String> parameters)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
    }

    static List<String> header(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            header.add(meta.getColumnLabel(i));
        }
        return header;
    }

    static Rows read(ResultSet result, int limit) throws SQLException {
        List<String> header = header(result);
        List<String> rows = new ArrayList<>();
        long chars = 0;
        boolean more = result.next();
        while (more && rows.size() < limit && chars < MAX_RESULT_CHARS) {
            String row = row(result, header.size());
            chars += row.length();
            rows.add(row);
            more = result.next();
        }
        return new Rows(header, rows, more);
    }

    static String row(ResultSet result, int columns) throws SQLException {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            row.append(i == 1 ? "" : ",").append(cell(result, i));
        }
        return row.toString();
    }

    static String cell(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        return switch (value) {
            case null -> "";
            case Boolean truth -> truth.toString();
            case byte[] blob -> "<blob of " + blob.length + " bytes>";
            case Blob blob -> "<blob of " + blob.length() + " bytes>";
            case String text when text.isEmpty() -> "\"\"";
            case String text -> Csv.field(shortened(text));
            case Clob clob -> clob(clob);
            case Array array -> Csv.field(shortened(String.valueOf(array)));
            default -> plain(result, column, value);
        };
    }

    private static String clob(Clob clob) throws SQLException {
        String start = clob.getSubString(1, (int) Math.min(clob.length(), MAX_CELL_CHARS));
        boolean cut = clob.length() > MAX_CELL_CHARS;
        return Csv.field(cut ? start + "… (" + clob.length() + " characters)" : start);
    }

    // The engine's own text of a number or a time is what a condition in SQL would say: no exponent
    // where people write none, no T between date and time.
    private static String plain(ResultSet result, int column, Object value) throws SQLException {
        @Nullable String text =
                result.getMetaData().getColumnType(column) == Types.OTHER
                        ? value.toString()
                        : result.getString(column);
        return Csv.field(shortened(text == null ? value.toString() : text));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CELL_CHARS
                ? text
                : text.substring(0, MAX_CELL_CHARS) + "… (" + text.length() + " characters)";
    }

    /** At most so many rows as texts, NULL as the empty text. */
    static List<List<String>> texts(ResultSet result, int limit) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<List<String>> rows = new ArrayList<>();
        while (rows.size() < limit && result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                @Nullable String text = result.getString(i);
                row.add(text == null ? "" : text);
            }
            rows.add(row);
        }
        return rows;
    }
}
