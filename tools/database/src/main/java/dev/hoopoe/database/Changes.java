package dev.hoopoe.database;

import dev.hoopoe.database.WriteStatement.Verb;
import dev.hoopoe.tools.ToolException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one change in an open transaction: the rows before, the change, the rows after. All of these
 * rows make a fingerprint; the transaction is committed only where it is the expected one. Used
 * once; the session's owner rolls back what was not committed.
 */
final class Changes {
    /** Rows before and after that are shown. */
    static final int SHOWN_ROWS = 10;

    /** Rows that one change may touch. */
    static final int MAX_ROWS = 100_000;

    /** Updated rows up to which they are found again by their key. */
    private static final int MAX_KEYS = 1_000;

    private final Session session;
    private final ChangedRows style;
    private final char quote;
    private final List<String> keys;
    private BigInteger sum = BigInteger.ZERO;

    /**
     * @param keys the primary key's columns
     */
    Changes(Session session, ChangedRows style, char quote, List<String> keys) {
        this.session = session;
        this.style = style;
        this.quote = quote;
        this.keys = List.copyOf(keys);
    }

    Changed run(WriteStatement statement, Change change) throws SQLException {
        List<String> parameters = change.parameters();
        ResultRows.requireAll(statement.placeholders(), parameters);
        Before before =
                statement.verb() == Verb.INSERT ? Before.NONE : before(statement, parameters);
        After after = after(statement, parameters, before);
        if (after.changed > MAX_ROWS) {
            throw tooMany();
        }
        String fingerprint = fingerprint(after.changed);
        boolean keep = !change.expected().isEmpty() && change.expected().equals(fingerprint);
        if (keep) {
            session.connection().commit();
        } else {
            session.connection().rollback();
        }
        return new Changed(after.changed, before.rows, after.rows, fingerprint, keep);
    }

    private static ToolException tooMany() {
        return new ToolException(
                "The statement changes more than %d rows.".formatted(MAX_ROWS),
                "Narrow it with WHERE.");
    }

    private record Before(Rows rows, List<List<String>> keyValues) {
        static final Before NONE = new Before(none(), List.of());
    }

    private record After(Rows rows, long changed) {}

    private static Rows none() {
        return new Rows(List.of(), List.of(), false);
    }

    private Before before(WriteStatement statement, List<String> parameters) throws SQLException {
        String where = statement.condition().isEmpty() ? "" : " WHERE " + statement.condition();
        List<List<String>> found = new ArrayList<>();
        Rows rows =
                session.read(
                        "SELECT * FROM " + statement.target() + where,
                        parameters.subList(statement.skipped(), parameters.size()),
                        MAX_ROWS + 1,
                        result -> seen(result, "before", Set.of(), found));
        return new Before(rows, found);
    }

    private After after(WriteStatement statement, List<String> parameters, Before before)
            throws SQLException {
        boolean insert = statement.verb() == Verb.INSERT;
        boolean tells =
                style == ChangedRows.RETURNING
                        || (style == ChangedRows.RETURNING_INSERTS && insert);
        if (statement.verb() == Verb.DELETE) {
            return new After(none(), session.update(statement.text(), parameters));
        }
        if (tells) {
            return told(statement.text() + " RETURNING *", statement, parameters);
        }
        if (style == ChangedRows.FINAL_TABLE) {
            return told(
                    "SELECT * FROM FINAL TABLE (" + statement.text() + ")", statement, parameters);
        }
        long changed = session.update(statement.text(), parameters);
        return insert ? new After(none(), changed) : new After(again(statement, before), changed);
    }

    private After told(String sql, WriteStatement statement, List<String> parameters)
            throws SQLException {
        long[] changed = new long[1];
        Rows rows =
                session.read(
                        sql,
                        parameters,
                        0,
                        result -> {
                            Counted counted = new Counted();
                            Rows read = seen(result, "after", statement.assigned(), counted);
                            changed[0] = counted.rows;
                            return read;
                        });
        return new After(rows, changed[0]);
    }

    /** The changed rows, found by their keys. */
    private Rows again(WriteStatement statement, Before before) throws SQLException {
        boolean moved = keys.stream().anyMatch(k -> statement.assigned().contains(lower(k)));
        int found = before.keyValues.size();
        if (keys.isEmpty() || moved || found == 0 || found > MAX_KEYS) {
            return none();
        }
        String names =
                keys.stream().map(k -> Table.quoted(k, quote)).collect(Collectors.joining(", "));
        String one = "(" + "?, ".repeat(keys.size() - 1) + "?)";
        String all = (one + ", ").repeat(found - 1) + one;
        List<String> values = before.keyValues.stream().flatMap(List::stream).toList();
        String sql =
                "SELECT * FROM %s WHERE (%s) IN (%s)".formatted(statement.target(), names, all);
        return session.read(
                sql,
                values,
                MAX_KEYS,
                result -> seen(result, "after", statement.assigned(), new ArrayList<>()));
    }

    private static final class Counted extends ArrayList<List<String>> {
        private static final long serialVersionUID = 1L;
        private long rows;

        @Override
        public boolean add(List<String> row) {
            rows++;
            return true;
        }
    }

    /** Reads all rows into the fingerprint, and the first ones to show. */
    private Rows seen(
            ResultSet result, String side, Set<String> compared, List<List<String>> keyValues)
            throws SQLException {
        List<String> header = ResultRows.header(result);
        List<Integer> keyColumns =
                places(header, Set.copyOf(keys.stream().map(Changes::lower).toList()));
        List<Integer> columns =
                compared.isEmpty() ? places(header, null) : places(header, compared);
        List<String> shown = new ArrayList<>();
        long rows = 0;
        while (result.next()) {
            if (++rows > MAX_ROWS) {
                throw tooMany();
            }
            if (shown.size() < SHOWN_ROWS) {
                shown.add(ResultRows.row(result, header.size()));
            }
            add(side + values(result, columns));
            keyValues.add(values(result, keyColumns));
        }
        return new Rows(header, shown, rows > shown.size());
    }

    private static List<Integer> places(List<String> header, @Nullable Set<String> wanted) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (wanted == null || wanted.contains(lower(header.get(i)))) {
                places.add(i + 1);
            }
        }
        return places;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static List<String> values(ResultSet result, List<Integer> columns)
            throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column : columns) {
            Object value = result.getObject(column);
            values.add(
                    switch (value) {
                        case null -> "\0";
                        case byte[] bytes -> HexFormat.of().formatHex(digest().digest(bytes));
                        case Boolean truth -> truth.toString();
                        default -> String.valueOf(result.getString(column));
                    });
        }
        return values;
    }

    // The order in which an engine tells rows is not part of what they are.
    private void add(String row) {
        byte[] hash = digest().digest(row.getBytes(StandardCharsets.UTF_8));
        sum = sum.add(new BigInteger(1, hash));
    }

    private String fingerprint(long changed) {
        byte[] hash = digest().digest((changed + " " + sum).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
