package dev.hoopoe.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What happens while a question is worked on; the calls of {@link AgentListener} as values. */
public sealed interface AgentEvent {
    /** The model starts to read or write; steps count from 1. */
    record Thinking(int step) implements AgentEvent {}

    /** A piece of the answer. */
    record Text(String piece) implements AgentEvent {}

    /** A tool is about to run, if it may. */
    record Calling(String tool, Map<String, Object> arguments) implements AgentEvent {
        public Calling {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /** A running tool tells how far it is. */
    record Progress(String tool, String message) implements AgentEvent {}

    /** A call has ended, also one that was refused. */
    record Called(Step step) implements AgentEvent {}

    /** Something that the user should know: a refusal, a retry, a limit. */
    record Noted(String message) implements AgentEvent {}

    /** A listener that passes everything on as events, on the loop's thread. */
    static AgentListener to(Consumer<? super AgentEvent> events) {
        return new AgentListener() {
            @Override
            public void thinking(int step) {
                events.accept(new Thinking(step));
            }

            @Override
            public void text(String piece) {
                events.accept(new Text(piece));
            }

            @Override
            public void calling(String tool, Map<String, Object> arguments) {
                events.accept(new Calling(tool, arguments));
            }

            @Override
            public void progress(String tool, String message) {
                events.accept(new Progress(tool, message));
            }

            @Override
            public void called(Step step) {
                events.accept(new Called(step));
            }

            @Override
            public void note(String message) {
                events.accept(new Noted(message));
            }
        };
    }
}
