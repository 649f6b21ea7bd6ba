package dev.hoopoe.mcp;

import dev.hoopoe.tools.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server says about itself when a client connects.
 *
 * @param name for machines and logs, such as {@code hoopoe}
 * @param version of the program
 * @param instructions for the model, on how the tools belong together; may be empty
 */
public record ServerInfo(String name, String version, String instructions) {
    /** The most tokens of instructions: every conversation pays them, whatever it is about. */
    public static final int MAX_INSTRUCTION_TOKENS = 120;

    public ServerInfo {
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("A server needs a name and a version; give both.");
        }
        int tokens = Tokens.estimate(instructions);
        if (tokens > MAX_INSTRUCTION_TOKENS) {
            throw new IllegalArgumentException(
                    "The instructions cost about %d tokens, over the %d allowed; shorten them."
                            .formatted(tokens, MAX_INSTRUCTION_TOKENS));
        }
    }

    /** In the words of the protocol. */
    public Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", name);
        described.put("version", version);
        return described;
    }
}
