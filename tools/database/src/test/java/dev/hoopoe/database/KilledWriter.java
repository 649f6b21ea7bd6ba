package dev.hoopoe.database;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that is killed: it changes or reads a database until then. */
final class KilledWriter {
    private static final Pattern TOKEN = Pattern.compile("commit=(\\w+)");

    private KilledWriter() {}

    /**
     * Changes all rows of table account again and again, or holds a child process open.
     *
     * @param arguments the file, and {@code write} or {@code hold}
     */
    public static void main(String[] arguments) throws InterruptedException {
        DatabaseSource source = DatabaseSource.at(arguments[0]).asWritable();
        try (Databases databases = Databases.open(Map.of("x", source), List.of())) {
            ToolBox box = ToolBox.of(new DatabaseTools(databases), new WriteTools(databases));
            if (arguments[1].equals("hold")) {
                box.call("db_query", Map.of("sql", "SELECT 1"), RunningCall.quiet());
                ProcessHandle.current().children().forEach(child -> say("child " + child.pid()));
                Thread.sleep(60_000);
            }
            for (int i = 0; i < 100_000; i++) {
                say("done " + change(box));
            }
        }
    }

    private static String change(ToolBox box) {
        String sql = "UPDATE account SET amount = amount + 1";
        String preview = box.call("db_write", Map.of("sql", sql), RunningCall.quiet()).text();
        Matcher token = TOKEN.matcher(preview);
        if (!token.find()) {
            throw new IllegalStateException(preview);
        }
        RunningCall yes =
                RunningCall.with(
                        new RunningCall.Listener() {
                            @Override
                            public boolean ask(String question) {
                                return true;
                            }
                        });
        String done =
                box.call("db_write", Map.of("sql", sql, "commit", token.group(1)), yes).text();
        if (!done.contains("committed=true")) {
            throw new IllegalStateException(done);
        }
        return "one";
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
