package com.example.wrapped;

import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The command as a tool: a record for its options, its output for the result. */
final class CountTools {
    record Count(String text, @Or("words") CountCommand.Unit unit) {}

    @Tool("Count the words or letters of a text.")
    String text_count(Count in) {
        // "--" ends the options: a text that begins with a dash must not become one.
        return run("--unit", in.unit().name(), "--", in.text());
    }

    // A new command for each call, as calls run at the same time.
    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                new CommandLine(new CountCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        if (exit != 0) {
            throw new ToolException(err.toString().strip(), "Mend it and call again.");
        }
        return out.toString().strip();
    }
}
