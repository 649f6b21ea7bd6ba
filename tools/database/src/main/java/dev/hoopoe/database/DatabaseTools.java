package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools on the databases that the operator named; nothing here writes. Thread-safe. */
public final class DatabaseTools {
    /** Rows that a call can ask for. */
    public static final int MAX_ROWS = 10_000;

    private static final int SAMPLE_ROWS = 3;

    private final Databases databases;

    /** Tools on these databases. */
    public DatabaseTools(Databases databases) {
        this.databases = databases;
    }

    record Schema(
            Optional<String> source,
            @Doc("table or column names") Optional<String> find,
            @Or("columns") Detail detail) {}

    /** How much of a schema is told. */
    enum Detail {
        NAMES,
        COLUMNS,
        FULL
    }

    record Query(
            String sql,
            @Doc("values for each ?") Optional<List<String>> params,
            @Doc("database name") Optional<String> source,
            @Or("100") int limit,
            @Or("false") boolean explain) {}

    @Tool(
            value =
                    "Show a database's tables, columns, keys and row counts. Call it before db_query.",
            traits = Trait.READS_PRIVATE)
    Reply db_schema(Schema in, Call call) {
        List<String> sources =
                in.source().isPresent()
                        ? List.of(databases.choose(in.source()).getKey())
                        : databases.names();
        List<String> parts = new ArrayList<>();
        for (String source : sources) {
            String text = describe(source, in, call);
            parts.add(sources.size() == 1 ? text : "database " + source + ":\n" + text);
        }
        Reply reply = Reply.of(String.join("\n\n", parts));
        for (String source : sources) {
            reply = reply.source(new Source.Database(source));
        }
        return reply.fact("source", String.join(",", sources));
    }

    private String describe(String source, Schema in, Call call) {
        Engine engine = databases.choose(Optional.of(source)).getValue();
        List<Table> tables = engine.tables(in.detail() != Detail.NAMES, call);
        if (tables.isEmpty()) {
            return "the database has no tables";
        }
        SchemaReply reply = new SchemaReply(tables, in.detail());
        String find = in.find().orElse("").strip();
        if (find.isEmpty() && in.detail() != Detail.FULL) {
            return reply.all();
        }
        List<Table> found = find.isEmpty() ? tables : reply.found(find);
        if (found.isEmpty()) {
            return "nothing is named like that; tables: "
                    + SchemaReply.names(tables).replace("\n", ", ");
        }
        return in.detail() == Detail.NAMES
                ? SchemaReply.names(found)
                : described(engine, found, in.detail(), call);
    }

    private static String described(Engine engine, List<Table> found, Detail detail, Call call) {
        List<String> lines = new ArrayList<>();
        int shown = SchemaReply.fitting(found, SchemaText.Form.VALUES);
        for (Table table : found.subList(0, shown)) {
            lines.add(SchemaText.line(table, SchemaText.Form.VALUES));
            if (detail == Detail.FULL) {
                lines.add(engine.sample(table, SAMPLE_ROWS, call).text().indent(2).stripTrailing());
            }
        }
        if (shown < found.size()) {
            lines.add(
                    "also: "
                            + SchemaReply.names(found.subList(shown, found.size()))
                                    .replace("\n", ", "));
        }
        return String.join("\n", lines);
    }

    @Tool(
            value = "Run one SQL SELECT on a database; returns CSV rows.",
            traits = Trait.READS_PRIVATE)
    Reply db_query(Query in, Call call) {
        Map.Entry<String, Engine> chosen = databases.choose(in.source());
        if (in.limit() < 1 || in.limit() > MAX_ROWS) {
            throw new ToolException(
                    "limit is " + in.limit() + ".", "Use a number from 1 to " + MAX_ROWS + ".");
        }
        List<String> params = in.params().orElse(List.of());
        Rows rows =
                in.explain()
                        ? chosen.getValue().explain(in.sql(), params, call)
                        : chosen.getValue().query(in.sql(), params, in.limit(), call);
        return Reply.of(rows.text())
                .fact("rows", rows.csv().size())
                .fact("truncated", rows.truncated())
                .fact("source", chosen.getKey())
                .source(new Source.Database(chosen.getKey()));
    }
}
