package dev.hoopoe.agent.servers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that the user has configured, as it stands in the file: variables such as {@code
 * ${TOKEN}} are filled in when it is started, so that a missing one hurts no other server.
 *
 * @param name the user's name for it, which begins the names of its tools
 * @param way how it is reached
 * @param enabled whether it is used
 */
public record ServerConfig(String name, Way way, boolean enabled) {
    /** How a server is reached. */
    public sealed interface Way {
        /**
         * A program that speaks over its standard streams.
         *
         * @param command the program and its arguments; no shell sees them
         * @param environment variables beside the few that every program gets
         * @param folder where it runs, or "" for here
         */
        record Program(List<String> command, Map<String, String> environment, String folder)
                implements Way {
            public Program {
                command = List.copyOf(command);
                environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            }
        }

        /**
         * A server that is reached by Streamable HTTP.
         *
         * @param headers sent with each request
         */
        record Address(String url, Map<String, String> headers) implements Way {
            public Address {
                headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            }
        }
    }

    /** The way without anything that may be secret. */
    public String shown() {
        return switch (way) {
            case Way.Program program -> String.join(" ", program.command());
            case Way.Address address -> address.url().replaceAll("[?#].*", "");
        };
    }
}
