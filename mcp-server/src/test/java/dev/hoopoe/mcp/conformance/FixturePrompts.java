package dev.hoopoe.mcp.conformance;

import dev.hoopoe.mcp.catalogue.Peer;
import dev.hoopoe.mcp.catalogue.Prompts;
import dev.hoopoe.tools.Call;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The prompts that the suite asks for by name. */
final class FixturePrompts implements Prompts {
    private static final Argument FIRST = new Argument("arg1", "First test argument", true);
    private static final Argument SECOND = new Argument("arg2", "Second test argument", true);
    private static final Argument URI = new Argument("resourceUri", "what to embed", true);

    @Override
    public List<Prompt> list() {
        return List.of(
                prompt("test_simple_prompt"),
                prompt("test_prompt_with_arguments", FIRST, SECOND),
                prompt("test_prompt_with_embedded_resource", URI),
                prompt("test_prompt_with_image"),
                prompt("test_input_required_result_prompt"));
    }

    private static Prompt prompt(String name, Argument... arguments) {
        return new Prompt(name, name, "A fixture of the conformance suite.", List.of(arguments));
    }

    @Override
    public List<Map<String, Object>> messages(String name, Map<String, String> in, Peer peer) {
        return switch (name) {
            case "test_simple_prompt" ->
                    List.of(Prompts.user("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                    List.of(
                            Prompts.user(
                                    "Prompt with arguments: arg1='%s', arg2='%s'"
                                            .formatted(in.get("arg1"), in.get("arg2"))));
            case "test_prompt_with_embedded_resource" ->
                    List.of(
                            Prompts.user(
                                    Wire.resource(
                                            in.getOrDefault("resourceUri", ""),
                                            "text/plain",
                                            "Embedded resource content for testing.")),
                            Prompts.user("Please process the embedded resource above."));
            case "test_prompt_with_image" ->
                    List.of(
                            Prompts.user(Wire.image()),
                            Prompts.user("Please analyze the image above."));
            default -> asking(peer);
        };
    }

    private static List<Map<String, Object>> asking(Peer peer) {
        Map<String, Object> answer =
                peer.ask(
                        "user_context",
                        new Peer.Question(
                                "elicitation/create",
                                Wire.json(
                                        """
                                        {"message":"What context should the prompt use?",
                                         "requestedSchema":{"type":"object","properties":{"context":{"type":"string"}},"required":["context"]}}
                                        """)));
        return List.of(Prompts.user("Use the context " + answer.get("content") + "."));
    }

    @Override
    public List<String> complete(String prompt, String argument, String typed, Call call) {
        return Stream.of("paris", "park", "party").filter(v -> v.startsWith(typed)).toList();
    }
}
