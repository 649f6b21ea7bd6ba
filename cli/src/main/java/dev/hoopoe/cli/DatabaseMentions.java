package dev.hoopoe.cli;

import dev.hoopoe.agent.ReadAhead;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at a database's schema ahead where a question is about it: a small model that sees the
 * columns writes the right query at once.
 */
final class DatabaseMentions implements ReadAhead {
    private static final Pattern ABOUT_DATA = Pattern.compile("(?i)\\b(database|sql)\\b");
    private static final Pattern ABOUT_STRUCTURE =
            Pattern.compile("(?i)\\b(tables?|columns?|fields?|schema|structure)\\b");
    private static final Pattern TABLE = Pattern.compile("(?m)^(\\w+)\\(");

    private final Map<String, String> schemas = new LinkedHashMap<>();

    DatabaseMentions(Set<String> databases, ToolBox box) {
        if (box.find("db_schema").isPresent()) {
            for (String name : databases) {
                RunningCall call = RunningCall.quiet();
                schemas.put(name, box.call("db_schema", Map.of("source", name), call).text());
            }
        }
    }

    @Override
    public Plan before(String question) {
        List<TextCall> calls = new ArrayList<>();
        schemas.forEach((name, schema) -> {
            if (concerns(question, name, schema)) {
                Map<String, Object> source =
                        schemas.size() == 1 ? Map.of() : Map.of("source", name);
                calls.add(new TextCall("db_schema", source));
            }
        });
        boolean structure = ABOUT_STRUCTURE.matcher(question).find();
        return new Plan(calls, !calls.isEmpty() && !structure);
    }

    private static boolean concerns(String question, String name, String schema) {
        String asked = question.toLowerCase(Locale.ROOT);
        return ABOUT_DATA.matcher(question).find()
                || word(asked, name)
                || TABLE.matcher(schema).results().anyMatch(table -> word(asked, table.group(1)));
    }

    private static boolean word(String text, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "\\b")
                .matcher(text)
                .find();
    }
}
