package dev.hoopoe.cli;

import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Step;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.Source;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An outcome as {@code hoopoe ask --json} prints it: one line, keys in a fixed order. */
final class OutcomeJson {
    private OutcomeJson() {}

    static String of(Outcome outcome, Duration load) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("answer", outcome.answer());
        json.put("sources", outcome.sources().stream().map(OutcomeJson::source).toList());
        json.put("calls", outcome.steps().stream().map(OutcomeJson::call).toList());
        json.put("tokens", tokens(outcome));
        json.put("ms", times(outcome, load));
        json.put("stop", outcome.stop().wireName());
        return Json.write(json);
    }

    static Map<String, Object> source(Source source) {
        return switch (source) {
            case Source.Url url -> Map.of("url", url.url());
            case Source.File file -> Map.of("file", file.path());
            case Source.Database database -> Map.of("source", database.name());
        };
    }

    private static Map<String, Object> call(Step step) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("tool", step.tool());
        call.put("arguments", step.arguments());
        call.put("ok", !step.result().error());
        call.put("ms", step.took().toMillis());
        return call;
    }

    private static Map<String, Object> tokens(Outcome outcome) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("prompt", outcome.tokens().prompt());
        tokens.put("cached", outcome.tokens().cached());
        tokens.put("output", outcome.tokens().output());
        return tokens;
    }

    private static Map<String, Object> times(Outcome outcome, Duration load) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("load", load.toMillis());
        times.put("firstToken", outcome.firstToken().toMillis());
        times.put("total", outcome.total().plus(load).toMillis());
        return times;
    }
}
