package dev.hoopoe.cli;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.Tokens;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model is told about where it is, before a question: the names of the databases, and the
 * schema of those that the question is about. A small model that sees the columns writes the right
 * query at once; one that sees them before a question about a page queries the wrong thing.
 */
final class Surroundings {
    private static final int MAX_SCHEMA_TOKENS = 400;
    private static final Pattern ABOUT_DATA =
            Pattern.compile("(?i)\\b(database|table|tables|column|columns|sql|query|rows)\\b");
    private static final Pattern TABLE = Pattern.compile("(?m)^(\\w+)\\(");

    private final ToolChoice choice;
    private final ToolBox box;
    private @Nullable List<Schema> schemas;

    /** A database's name and what is in it. */
    private record Schema(String name, String text) {
        boolean concerns(String question) {
            String asked = question.toLowerCase(Locale.ROOT);
            return ABOUT_DATA.matcher(question).find()
                    || word(asked, name)
                    || TABLE.matcher(text).results().anyMatch(table -> word(asked, table.group(1)));
        }

        private static boolean word(String text, String name) {
            return Pattern.compile("\\b" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "\\b")
                    .matcher(text)
                    .find();
        }
    }

    Surroundings(ToolChoice choice, ToolBox box) {
        this.choice = choice;
        this.box = box;
    }

    /** Read at the first question, since most commands have none. */
    private List<Schema> schemas() {
        List<Schema> read = schemas;
        if (read == null) {
            read = new ArrayList<>();
            boolean tool = box.find("db_schema").isPresent();
            for (String name : choice.databases().keySet()) {
                read.add(new Schema(name, tool ? schema(box, name) : ""));
            }
            schemas = read;
        }
        return read;
    }

    private static String schema(ToolBox box, String name) {
        ToolResult result = box.call("db_schema", Map.of("source", name), RunningCall.quiet());
        String body = result.text().replaceFirst("^[^\\n]*\\n?", "");
        boolean small =
                !result.error() && !result.partial() && Tokens.estimate(body) <= MAX_SCHEMA_TOKENS;
        return small ? body : "";
    }

    /** The lines for this question. */
    String before(String question) {
        StringBuilder text = new StringBuilder();
        for (Schema schema : schemas()) {
            if (schema.concerns(question)) {
                text.append(text.isEmpty() ? "" : "\n").append("Database ").append(schema.name());
                text.append(schema.text().isEmpty() ? "" : ":\n" + schema.text());
            }
        }
        return text.toString();
    }
}
