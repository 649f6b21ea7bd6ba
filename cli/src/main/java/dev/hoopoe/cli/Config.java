package dev.hoopoe.cli;

import dev.hoopoe.tools.Nearest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The user's settings: defaults, over them {@code config.toml}, over it the environment. Options of
 * the command line come last and are applied by the commands. Loading checks every value.
 */
final class Config {
    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private final Map<String, String> databases = new LinkedHashMap<>();

    /** A value and where it comes from; a single text is a list of one. */
    record Value(List<String> list, String origin) {
        Value {
            list = List.copyOf(list);
        }

        static Value of(String text, String origin) {
            return new Value(text.isBlank() ? List.of() : List.of(text.strip()), origin);
        }

        String text() {
            return String.join(",", list);
        }
    }

    private Config() {}

    /** Reads the settings; an unknown key is an error that names the nearest. */
    static Config load(Path file, Map<String, String> environment) {
        Config config = new Config();
        for (Setting setting : Setting.values()) {
            config.values.put(setting, Value.of(setting.standard(), "default"));
        }
        ConfigFile.read(file).forEach((key, value) -> config.set(file, key, value));
        for (Setting setting : Setting.values()) {
            config.set(setting, environment.getOrDefault(setting.environmentName(), ""));
        }
        return config;
    }

    /** From the environment, where an empty value counts as none. */
    private void set(Setting setting, String value) {
        String origin = setting.environmentName();
        switch (setting.kind()) {
            case Setting.Kind kind when value.isBlank() || kind == Setting.Kind.TABLE -> {}
            case LIST -> put(setting, new Value(split(value), origin));
            default -> put(setting, Value.of(value, origin));
        }
    }

    private static List<String> split(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private void set(Path file, String key, @Nullable Object value) {
        Setting setting =
                Setting.of(key)
                        .orElseThrow(() ->
                                new UsageException(
                                        "%s: there is no setting %s.%s Settings: %s."
                                                .formatted(
                                                        file,
                                                        key,
                                                        Nearest.hint(key, Setting.keys()),
                                                        String.join(", ", Setting.keys()))));
        put(setting, new Value(read(setting, value, file), file.toString()));
    }

    private List<String> read(Setting setting, @Nullable Object value, Path file) {
        return switch (value) {
            case Map<?, ?> table when setting.kind() == Setting.Kind.TABLE -> table(table, file);
            case List<?> list when setting.kind() == Setting.Kind.LIST && texts(list) ->
                    list.stream().map(String::valueOf).toList();
            case String text when setting.kind() != Setting.Kind.TABLE -> Value.of(text, "").list();
            case Number number when setting.kind() == Setting.Kind.NUMBER ->
                    List.of(number.toString());
            case null, default ->
                    throw new UsageException(
                            "%s: %s is %s. Write %s."
                                    .formatted(file, setting.key(), value, setting.kind().words()));
        };
    }

    private static boolean texts(List<?> list) {
        return list.stream().allMatch(String.class::isInstance);
    }

    private List<String> table(Map<?, ?> table, Path file) {
        table.forEach((name, location) -> {
            if (!(location instanceof String text)) {
                throw new UsageException(
                        "%s: databases.%s is %s. Write NAME = \"FILE\"."
                                .formatted(file, name, location));
            }
            databases.put(String.valueOf(name), text);
        });
        return databases.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.toList());
    }

    private void put(Setting setting, Value value) {
        if (setting.kind() == Setting.Kind.NUMBER) {
            requireNumber(setting, value);
        }
        values.put(setting, value);
    }

    private static void requireNumber(Setting setting, Value value) {
        try {
            int number = Integer.parseInt(value.text());
            if (number >= setting.least() && number <= setting.most()) {
                return;
            }
        } catch (NumberFormatException e) {
            // Reported below, with the values that are out of range.
        }
        throw new UsageException(
                "%s (from %s) is \"%s\", which is no whole number from %d to %d. Change it there."
                        .formatted(
                                setting.key(),
                                value.origin(),
                                value.text(),
                                setting.least(),
                                setting.most()));
    }

    Value value(Setting setting) {
        return Objects.requireNonNull(values.get(setting));
    }

    String text(Setting setting) {
        return value(setting).text();
    }

    List<String> list(Setting setting) {
        return value(setting).list();
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    Map<String, String> databases() {
        return Collections.unmodifiableMap(databases);
    }
}
