package dev.hoopoe.tools;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The guards of a tool box as one; each that fails inside refuses. Thread-safe. */
final class Guards {
    private final List<ToolGuard> guards;

    Guards(List<ToolGuard> guards) {
        this.guards = List.copyOf(guards);
    }

    Map<String, ?> before(ToolDefinition tool, Map<String, ?> arguments, Call call) {
        Map<String, ?> now = arguments;
        for (ToolGuard guard : guards) {
            Map<String, ?> given = now;
            now = ask(guard, tool, " was not run", () -> guard.before(tool, given, call));
        }
        return now;
    }

    Reply after(ToolDefinition tool, Reply reply, Call call) {
        Reply now = reply;
        for (ToolGuard guard : guards.reversed()) {
            Reply given = now;
            now =
                    ask(
                            guard,
                            tool,
                            " ran, but its result is withheld",
                            () -> guard.after(tool, given, call));
        }
        return now;
    }

    String failure(ToolDefinition tool, String message) {
        String now = message;
        for (ToolGuard guard : guards.reversed()) {
            String given = now;
            try {
                now = ask(guard, tool, " failed", () -> guard.failure(tool, given));
            } catch (ToolException e) {
                now = String.valueOf(e.getMessage());
            }
        }
        return now;
    }

    private static <T> T ask(
            ToolGuard guard, ToolDefinition tool, String outcome, Supplier<T> question) {
        try {
            return question.get();
        } catch (ToolException | CancelledException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            System.getLogger(Guards.class.getName())
                    .log(System.Logger.Level.ERROR, "Guard " + guard.getClass() + " failed", e);
            throw new ToolException(
                    tool.name() + outcome + ": a guard failed inside.",
                    "Tell the user; trying again is of no use.",
                    e);
        }
    }
}
