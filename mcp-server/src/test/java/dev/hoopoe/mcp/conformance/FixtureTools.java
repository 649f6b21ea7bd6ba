package dev.hoopoe.mcp.conformance;

import dev.hoopoe.mcp.catalogue.Peer;
import dev.hoopoe.mcp.catalogue.Peer.Question;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.ToolSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools that the suite calls by name. */
final class FixtureTools implements ToolSource {
    private static final String ELICIT = "elicitation/create";

    /** What a tool does. */
    private interface Body {
        Map<String, Object> run(Map<String, Object> arguments, Peer peer) throws RpcException;
    }

    private final Map<String, Map<String, Object>> definitions = new LinkedHashMap<>();
    private final Map<String, Body> bodies = new LinkedHashMap<>();

    /**
     * @param toolsChanged says that the list of tools has changed
     * @param promptsChanged says that the list of prompts has changed
     */
    FixtureTools(Runnable toolsChanged, Runnable promptsChanged) {
        contents();
        talking();
        elicitation();
        rounds();
        changes(toolsChanged, promptsChanged);
    }

    @Override
    public List<Map<String, Object>> definitions() {
        return List.copyOf(definitions.values());
    }

    @Override
    public Optional<Map<String, Object>> call(String name, Map<String, Object> arguments, Peer peer)
            throws RpcException {
        Body body = bodies.get(name);
        return body == null ? Optional.empty() : Optional.of(body.run(arguments, peer));
    }

    private void tool(String name, Body body) {
        tool(name, "{\"type\":\"object\",\"properties\":{}}", body);
    }

    private void tool(String name, String schema, Body body) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("description", "A fixture of the conformance suite.");
        definition.put("inputSchema", Wire.json(schema));
        definitions.put(name, definition);
        bodies.put(name, body);
    }

    private void contents() {
        tool(
                "test_simple_text",
                (_, _) -> Wire.text("This is a simple text response for testing."));
        tool("test_image_content", (_, _) -> Wire.content(List.of(Wire.image())));
        tool(
                "test_audio_content",
                (_, _) ->
                        Wire.content(
                                List.of(
                                        Map.of(
                                                "type",
                                                "audio",
                                                "data",
                                                Wire.WAV,
                                                "mimeType",
                                                "audio/wav"))));
        tool(
                "test_embedded_resource",
                (_, _) ->
                        Wire.content(
                                List.of(
                                        Wire.resource(
                                                "test://embedded-resource",
                                                "text/plain",
                                                "This is an embedded resource content."))));
        tool(
                "test_multiple_content_types",
                (_, _) ->
                        Wire.content(
                                List.of(
                                        Wire.block("Multiple content types test:"),
                                        Wire.image(),
                                        Wire.resource(
                                                "test://mixed-content-resource",
                                                "application/json",
                                                "{\"test\":\"data\",\"value\":123}"))));
        tool(
                "test_error_handling",
                (_, _) -> {
                    Map<String, Object> result =
                            Wire.text("This tool intentionally returns an error for testing");
                    result.put("isError", true);
                    return result;
                });
        tool(
                "json_schema_2020_12_tool",
                """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                 "$defs":{"address":{"$anchor":"addressDef","type":"object","properties":{
                   "street":{"type":"string"},"city":{"type":"string"}}}},
                 "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
                   "contactMethod":{"type":"string","enum":["phone","email"]},
                   "phone":{"type":"string"},"email":{"type":"string"}},
                 "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
                 "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
                 "then":{"required":["phone"]},"else":{"required":["email"]},
                 "additionalProperties":false}
                """,
                (_, _) -> Wire.text("ok"));
    }

    private void talking() {
        tool(
                "test_tool_with_logging",
                (_, peer) -> {
                    peer.log("info", "Tool execution started");
                    peer.log("info", "Tool processing data");
                    peer.log("info", "Tool execution completed");
                    return Wire.text("logged");
                });
        tool(
                "test_logging_tool",
                (_, peer) -> {
                    peer.log("info", "a line");
                    return Wire.text("logged");
                });
        tool(
                "test_tool_with_progress",
                (_, peer) -> {
                    // Apart, or reports would be dropped as too many.
                    peer.call().progress(0, 100, "begun");
                    pause();
                    peer.call().progress(50, 100, "half");
                    pause();
                    peer.call().progress(100, 100, "done");
                    return Wire.text("progressed");
                });
        tool(
                "test_sampling",
                "{\"type\":\"object\",\"properties\":{\"prompt\":{\"type\":\"string\"}},\"required\":[\"prompt\"]}",
                (arguments, peer) ->
                        Wire.text(
                                "LLM response: "
                                        + peer.ask(
                                                "sample",
                                                sampling(
                                                        String.valueOf(arguments.get("prompt"))))));
        tool(
                "test_missing_capability",
                (_, peer) -> {
                    if (peer.can("sampling")) {
                        return Wire.text("sampled");
                    }
                    throw new RpcException(
                            400,
                            RpcException.MISSING_CAPABILITY,
                            "This tool needs a client that can sample.",
                            Map.of("requiredCapabilities", Map.of("sampling", Map.of())));
                });
        tool(
                "test_reconnection",
                (_, peer) -> {
                    peer.release();
                    return Wire.text("reconnected");
                });
        tool("test_streaming_elicitation", (_, peer) -> answer(peer, "stream", "{}", "Go on?"));
    }

    private static void pause() {
        try {
            Thread.sleep(120);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Question sampling(String prompt) {
        return new Question(
                "sampling/createMessage",
                Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", Wire.block(prompt))),
                        "maxTokens",
                        100));
    }

    private static Question form(String message, String properties) {
        Map<String, Object> fields = Wire.json(properties);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", fields);
        schema.put("required", List.copyOf(fields.keySet()));
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("message", message);
        params.put("requestedSchema", schema);
        return new Question(ELICIT, params);
    }

    private static Map<String, Object> answer(
            Peer peer, String key, String properties, String message) {
        Map<String, Object> answer = peer.ask(key, form(message, properties));
        return Wire.text(
                "Elicitation completed: action=%s, content=%s"
                        .formatted(answer.get("action"), answer.get("content")));
    }

    private void elicitation() {
        tool(
                "test_elicitation",
                "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}",
                (arguments, peer) ->
                        answer(
                                peer,
                                "user",
                                "{\"username\":{\"type\":\"string\",\"description\":\"User's response\"},\"email\":{\"type\":\"string\",\"description\":\"User's email address\"}}",
                                String.valueOf(arguments.get("message"))));
        tool(
                "test_elicitation_sep1034_defaults",
                (_, peer) ->
                        answer(
                                peer,
                                "defaults",
                                """
                                {"name":{"type":"string","default":"John Doe"},
                                 "age":{"type":"integer","default":30},
                                 "score":{"type":"number","default":95.5},
                                 "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
                                 "verified":{"type":"boolean","default":true}}
                                """,
                                "Check these."));
        tool(
                "test_elicitation_sep1330_enums",
                (_, peer) ->
                        answer(
                                peer,
                                "enums",
                                """
                                {"untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
                                 "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},{"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
                                 "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],"enumNames":["Option One","Option Two","Option Three"]},
                                 "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
                                 "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}}
                                """,
                                "Choose."));
    }

    private void rounds() {
        String prefix = "test_input_required_result_";
        String name = "{\"name\":{\"type\":\"string\"}}";
        String ok = "{\"ok\":{\"type\":\"boolean\"}}";
        Question roots = new Question("roots/list", Map.of());
        Question capital = sampling("What is the capital of France?");
        tool(
                prefix + "elicitation",
                (_, peer) -> greet(peer.ask("user_name", form("What is your name?", name))));
        tool(
                prefix + "sampling",
                (_, peer) -> Wire.text("Sampled: " + peer.ask("capital_question", capital)));
        tool(
                prefix + "list_roots",
                (_, peer) -> Wire.text("Roots: " + peer.ask("client_roots", roots)));
        tool(
                prefix + "request_state",
                (_, peer) -> {
                    peer.ask("confirm", form("Please confirm", ok));
                    return Wire.text("state-ok");
                });
        tool(
                prefix + "tampered_state",
                (_, peer) -> Wire.text("ok " + peer.ask("confirm", form("Please confirm", ok))));
        tool(
                prefix + "multiple_inputs",
                (_, peer) -> {
                    Map<String, Question> all = new LinkedHashMap<>();
                    all.put("user_name", form("What is your name?", name));
                    all.put("greeting", sampling("Say hello."));
                    all.put("client_roots", roots);
                    return Wire.text("All: " + peer.ask(all));
                });
        tool(
                prefix + "multi_round",
                (_, peer) -> {
                    Object first = peer.ask("step1", form("Step 1: What is your name?", name));
                    Object second =
                            peer.ask(
                                    "step2",
                                    form(
                                            "Step 2: What is your favorite color?",
                                            "{\"color\":{\"type\":\"string\"}}"));
                    return Wire.text("Rounds: " + first + second);
                });
        tool(
                prefix + "capabilities",
                (_, peer) -> {
                    Map<String, Question> all = new LinkedHashMap<>();
                    all.put("form", form("What is your name?", name));
                    all.put("sample", capital);
                    return Wire.text("Possible: " + peer.ask(all));
                });
    }

    private static Map<String, Object> greet(Map<String, Object> answer) {
        return Wire.text(
                answer.get("content") instanceof Map<?, ?> content
                        ? "Hello, " + content.get("name") + "!"
                        : "Hello, stranger!");
    }

    private void changes(Runnable toolsChanged, Runnable promptsChanged) {
        tool(
                "test_trigger_tool_change",
                (_, _) -> {
                    toolsChanged.run();
                    return Wire.text("changed");
                });
        tool(
                "test_trigger_prompt_change",
                (_, _) -> {
                    promptsChanged.run();
                    return Wire.text("changed");
                });
    }
}
