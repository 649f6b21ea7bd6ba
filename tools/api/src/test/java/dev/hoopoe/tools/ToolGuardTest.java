package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolGuardTest {
    record Say(String text) {}

    /** Counts its calls, so that a refused one can be told from one that ran. */
    static final class Echo {
        int calls;

        @Tool("Say the text again.")
        String echo_say(Say in) {
            calls++;
            if (in.text().equals("fail")) {
                throw new ToolException("The key k-123 is wrong.", "Use another.");
            }
            return in.text();
        }
    }

    private final Echo echo = new Echo();
    private final List<String> heard = new ArrayList<>();

    private ToolResult say(String text, ToolGuard... guards) {
        ResultStore results = new ResultStore();
        ToolBox.Builder box =
                ToolBox.builder().results(results).add(echo).add(new ResultTools(results));
        for (ToolGuard guard : guards) {
            box.guard(guard);
        }
        ToolBox built = box.build();
        ToolResult result = built.call("echo_say", Map.of("text", text));
        heard.add(built.call("result_read", Map.of("id", "r1")).text());
        return result;
    }

    private final class Note implements ToolGuard {
        private final String name;

        Note(String name) {
            this.name = name;
        }

        @Override
        public Map<String, ?> before(ToolDefinition tool, Map<String, ?> arguments, Call call) {
            heard.add("before " + name);
            return Map.of("text", arguments.get("text") + name);
        }

        @Override
        public Reply after(ToolDefinition tool, Reply reply, Call call) {
            heard.add("after " + name);
            return reply.text(reply.text() + name);
        }
    }

    @Test
    void theFirstHasTheFirstAndTheLastWord() {
        ToolResult result = say("x", onlyEcho(new Note("1")), onlyEcho(new Note("2")));

        assertThat(result.body()).isEqualTo("x1221");
        assertThat(heard.subList(0, 4))
                .containsExactly("before 1", "before 2", "after 2", "after 1");
    }

    private static ToolGuard onlyEcho(ToolGuard guard) {
        return new ToolGuard() {
            @Override
            public Map<String, ?> before(ToolDefinition t, Map<String, ?> arguments, Call call) {
                return t.name().equals("echo_say") ? guard.before(t, arguments, call) : arguments;
            }

            @Override
            public Reply after(ToolDefinition t, Reply reply, Call call) {
                return t.name().equals("echo_say") ? guard.after(t, reply, call) : reply;
            }
        };
    }

    @Test
    void refusesWithAMessage_andTheToolDoesNotRun() {
        ToolResult result =
                say(
                        "x",
                        new ToolGuard() {
                            @Override
                            public Map<String, ?> before(
                                    ToolDefinition tool, Map<String, ?> arguments, Call call) {
                                throw new ToolException("Ten calls an hour.", "Wait.");
                            }
                        });

        assertThat(result.text()).isEqualTo("error: Ten calls an hour. Wait.");
        assertThat(echo.calls).isZero();
    }

    @Test
    void aGuardThatFailsBeforeLetsNothingRun() {
        ToolResult result =
                say(
                        "x",
                        new ToolGuard() {
                            @Override
                            public Map<String, ?> before(
                                    ToolDefinition tool, Map<String, ?> arguments, Call call) {
                                throw new IllegalStateException("secret");
                            }
                        });

        assertThat(result.text())
                .isEqualTo(
                        "error: echo_say was not run: a guard failed inside. Tell the user; trying"
                                + " again is of no use.");
        assertThat(echo.calls).isZero();
    }

    @Test
    void aGuardThatFailsAfterWithholdsTheResult_alsoFromResultRead() {
        ToolResult result =
                say(
                        "hidden",
                        new ToolGuard() {
                            @Override
                            public Reply after(ToolDefinition tool, Reply reply, Call call) {
                                throw new IllegalStateException(reply.text());
                            }
                        });

        assertThat(result.text())
                .contains("echo_say ran, but its result is withheld")
                .doesNotContain("hidden");
        assertThat(heard.getLast()).doesNotContain("hidden");
        assertThat(echo.calls).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsWhatTheGuardsLetThrough() {
        say(
                "the key is k-123",
                new ToolGuard() {
                    @Override
                    public Reply after(ToolDefinition tool, Reply reply, Call call) {
                        return reply.text(reply.text().replaceAll("k-[0-9]+", "k-…"));
                    }
                });

        assertThat(heard.getLast()).contains("the key is k-…").doesNotContain("k-123");
    }

    @Test
    void failuresPassTheGuardsToo() {
        ToolGuard redact =
                new ToolGuard() {
                    @Override
                    public String failure(ToolDefinition tool, String message) {
                        return message.replaceAll("k-[0-9]+", "k-…");
                    }
                };
        ToolGuard broken =
                new ToolGuard() {
                    @Override
                    public String failure(ToolDefinition tool, String message) {
                        throw new IllegalStateException(message);
                    }
                };

        assertThat(say("fail", redact).text())
                .isEqualTo("error: The key k-… is wrong. Use another.");
        assertThat(say("fail", broken).text()).doesNotContain("k-123").contains("echo_say failed");
    }
}
