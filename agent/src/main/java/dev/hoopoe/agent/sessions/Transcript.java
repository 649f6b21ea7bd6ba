package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.Entry.Answered;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A session for other eyes and programs: with its calls, and a receipt for every source. */
public final class Transcript {
    private Transcript() {}

    /** As Markdown; results are left out, their receipts are there. */
    public static String markdown(String title, List<Exchange> exchanges) {
        StringBuilder text = new StringBuilder("# ").append(line(title)).append('\n');
        for (Exchange exchange : exchanges) {
            text.append("\n## ").append(line(exchange.question())).append("\n\n");
            exchange.calls()
                    .forEach(call ->
                            text.append("- `")
                                    .append(call.request().tool())
                                    .append("` `")
                                    .append(Json.write(call.request().arguments()))
                                    .append("`\n"));
            text.append(exchange.calls().isEmpty() ? "" : "\n")
                    .append(answer(exchange))
                    .append('\n');
            exchange.receipts().forEach(receipt -> text.append(markdown(receipt)));
        }
        return text.toString();
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String answer(Exchange exchange) {
        return exchange.answer().map(Answered::answer).orElse("*(not answered)*");
    }

    private static String markdown(Receipt receipt) {
        return "\n- source: %s (read %s, sha256 %s)"
                .formatted(name(receipt.source()), receipt.at(), receipt.sha256());
    }

    private static String name(Source source) {
        return switch (source) {
            case Source.Url page -> page.url();
            case Source.File file -> file.path();
            case Source.Database database -> "database " + database.name();
        };
    }

    /** As one JSON object: questions, calls with their results, answers, receipts. */
    public static String json(String title, List<Exchange> exchanges) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", title);
        json.put("questions", exchanges.stream().map(Transcript::exchange).toList());
        return EntryJson.write(json);
    }

    private static Map<String, Object> exchange(Exchange exchange) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("question", exchange.question());
        json.put("asked", exchange.asked());
        json.put("calls", exchange.calls().stream().map(Transcript::call).toList());
        exchange.answer()
                .ifPresent(answered -> {
                    json.put("answer", answered.answer());
                    json.put("stop", answered.stop().wireName());
                    json.put("answered", answered.at());
                    json.put("tokens", answered.tokens());
                });
        json.put("receipts", exchange.receipts());
        return json;
    }

    private static Map<String, Object> call(Exchange.Done call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", call.request().id());
        json.put("tool", call.request().tool());
        json.put("arguments", call.request().arguments());
        call.returned()
                .ifPresent(returned -> {
                    json.put("ok", !returned.result().error());
                    json.put("ms", returned.took().toMillis());
                    json.put("result", returned.result().text());
                });
        return json;
    }

    /** What people would look for. */
    static Stream<String> texts(Exchange exchange) {
        Stream<String> results =
                exchange.calls().stream()
                        .flatMap(call -> call.returned().stream())
                        .map(returned -> returned.result().text());
        return Stream.concat(
                Stream.of(exchange.question(), exchange.answer().map(Answered::answer).orElse("")),
                results);
    }
}
