package dev.hoopoe.web.chat;

import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.Step;
import java.time.Instant;
import java.util.Map;

/** Writes down what the loop does, as it does it. On the loop's thread. */
final class Narrator implements AgentListener {
    private final EventLog log;
    private int steps;

    /**
     * @param steps how many calls the question has behind it
     */
    Narrator(EventLog log, int steps) {
        this.log = log;
        this.steps = steps;
    }

    @Override
    public void thinking(int step) {
        log.add("thinking", StepJson.object().put("step", step));
    }

    @Override
    public void text(String piece) {
        log.add("text", StepJson.object().put("text", piece));
    }

    @Override
    public void calling(String tool, Map<String, Object> arguments) {
        log.add("calling", StepJson.call(++steps, tool, arguments));
    }

    @Override
    public void progress(String tool, String message) {
        log.add("progress", StepJson.object().put("step", steps).put("message", message));
    }

    @Override
    public void called(Step step) {
        log.add(
                "called",
                StepJson.result(
                        StepJson.call(steps, step.tool(), step.arguments()),
                        step.result(),
                        Instant.now(),
                        step.took()));
    }

    @Override
    public void note(String message) {
        log.add("note", StepJson.object().put("message", message));
    }
}
