package dev.hoopoe.database;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database server that the operator named. Drivers load classes, read files and switch guards off
 * by what stands in an address, so only settings of a list are taken.
 *
 * @param place {@code //host[:port]/database}
 * @param schema the only schema to show
 */
record ServerAddress(
        String place,
        Map<String, String> settings,
        String user,
        String password,
        Optional<String> schema) {
    private static final Pattern PLACE =
            Pattern.compile(
                    "//(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/([A-Za-z0-9_.-]+)");
    private static final Set<String> KNOWN =
            Set.of(
                    "ssl",
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "usessl",
                    "serversslcert",
                    "connecttimeout",
                    "targetservertype",
                    "user");

    /**
     * @param url {@code jdbc:SCHEME://host[:port]/database[?key=value&…]}
     * @throws IllegalArgumentException with a message for the operator
     */
    static ServerAddress parse(String name, String url, DatabaseSource source) {
        String rest = url.substring(url.indexOf(':', "jdbc:".length()) + 1);
        String[] parts = rest.split("\\?", 2);
        Matcher place = PLACE.matcher(parts[0]);
        if (!place.matches()) {
            throw new IllegalArgumentException(
                    "Database %s: the address is not of the form //HOST:PORT/DATABASE. Write jdbc:postgresql://127.0.0.1:5432/NAME."
                            .formatted(name));
        }
        Map<String, String> settings = settings(name, parts.length == 1 ? "" : parts[1]);
        String user = source.user().orElse(settings.getOrDefault("user", ""));
        settings.remove("user");
        if (user.isEmpty()) {
            user = System.getProperty("user.name", "");
        }
        return new ServerAddress(
                parts[0], settings, user, source.password().orElse(""), source.schema());
    }

    private static Map<String, String> settings(String name, String query) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? List.<String>of() : Arrays.asList(query.split("&"))) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (!KNOWN.contains(key.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "Database %s: the address sets %s, which is not allowed there. Leave it out; user, password_env and schema have keys of their own."
                                .formatted(name, key));
            }
            settings.put(key, equals < 0 ? "" : pair.substring(equals + 1));
        }
        return settings;
    }

    @Override
    public String toString() {
        return place;
    }
}
