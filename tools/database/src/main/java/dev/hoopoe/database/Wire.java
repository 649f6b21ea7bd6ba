package dev.hoopoe.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a child process and its parent say to each other: lists of lists of texts, each with its
 * length in front. Both ends are ours, but the child's memory is at a query's mercy, so lengths are
 * checked.
 */
final class Wire {
    /** Bytes of one message. */
    static final int MAX_BYTES = 64 << 20;

    private Wire() {}

    static void write(DataOutputStream out, List<List<String>> message) throws IOException {
        out.writeInt(message.size());
        for (List<String> part : message) {
            out.writeInt(part.size());
            for (String text : part) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        out.flush();
    }

    /** The next message; EOFException where the other end is gone. */
    static List<List<String>> read(DataInputStream in) throws IOException {
        int left = MAX_BYTES;
        List<List<String>> message = new ArrayList<>();
        int parts = count(in.readInt(), left);
        for (int i = 0; i < parts; i++) {
            List<String> part = new ArrayList<>();
            int texts = count(in.readInt(), left);
            for (int j = 0; j < texts; j++) {
                int length = count(in.readInt(), left);
                left -= length + Integer.BYTES;
                part.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
            message.add(part);
        }
        return message;
    }

    private static int count(int number, int left) throws IOException {
        if (number < 0 || number > left) {
            throw new IOException("A message of %d is larger than allowed".formatted(number));
        }
        return number;
    }

    static List<List<String>> rows(Rows rows) {
        return List.of(rows.header(), rows.csv(), List.of(Boolean.toString(rows.truncated())));
    }

    static Rows rows(List<List<String>> parts) {
        return new Rows(parts.get(0), parts.get(1), Boolean.parseBoolean(parts.get(2).getFirst()));
    }

    static List<List<String>> tables(List<Table> tables) {
        return tables.stream().map(Wire::table).toList();
    }

    private static List<String> table(Table table) {
        List<String> texts = new ArrayList<>();
        texts.addAll(
                List.of(
                        table.schema(),
                        table.name(),
                        Boolean.toString(table.view()),
                        table.rows()));
        for (Column c : table.columns()) {
            texts.addAll(
                    List.of(
                            c.name(),
                            c.type(),
                            Boolean.toString(c.key()),
                            c.references(),
                            c.values()));
        }
        return texts;
    }

    static List<Table> readTables(List<List<String>> parts) {
        return parts.stream().map(Wire::readTable).toList();
    }

    private static Table readTable(List<String> texts) {
        List<Column> columns = new ArrayList<>();
        for (int i = 4; i + 4 < texts.size(); i += 5) {
            columns.add(
                    new Column(
                            texts.get(i),
                            texts.get(i + 1),
                            Boolean.parseBoolean(texts.get(i + 2)),
                            texts.get(i + 3),
                            texts.get(i + 4)));
        }
        boolean view = Boolean.parseBoolean(texts.get(2));
        return new Table(texts.get(0), texts.get(1), view, columns, texts.get(3));
    }

    static List<List<String>> changed(Changed changed) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(
                List.of(
                        Long.toString(changed.rows()),
                        changed.fingerprint(),
                        Boolean.toString(changed.committed())));
        parts.addAll(rows(changed.before()));
        parts.addAll(rows(changed.after()));
        return parts;
    }

    static Changed readChanged(List<List<String>> parts) {
        List<String> facts = parts.getFirst();
        return new Changed(
                Long.parseLong(facts.get(0)),
                rows(parts.subList(1, 4)),
                rows(parts.subList(4, 7)),
                facts.get(1),
                Boolean.parseBoolean(facts.get(2)));
    }

    static List<List<String>> text(Optional<String> text) {
        return List.of(text.map(List::of).orElse(List.of()));
    }
}
