package dev.hoopoe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.hoopoe.tools.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's settings: defaults, over them {@code config.toml}, over it the environment. Options of
 * the command line come last and are applied by the commands.
 */
final class Config {
    private static final long MAX_BYTES = 1 << 20;

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private final Map<String, String> databases = new LinkedHashMap<>();

    /** A value and where it comes from. */
    record Value(String text, List<String> list, String origin) {
        Value {
            list = List.copyOf(list);
        }
    }

    private Config() {}

    /** Reads the settings; an unknown key is an error that names the nearest. */
    static Config load(Path file, Map<String, String> environment) {
        Config config = new Config();
        for (Setting setting : Setting.values()) {
            config.values.put(setting, new Value(setting.standard(), List.of(), "default"));
        }
        config.readFile(file);
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.environmentName());
            if (value != null && setting != Setting.DATABASES) {
                config.put(setting, value, List.of(value.split(",")), setting.environmentName());
            }
        }
        return config;
    }

    private void readFile(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        parse(file)
                .forEach((key, value) -> {
                    Setting setting = Setting.of(key).orElseThrow(() -> unknown(file, key));
                    set(setting, value, file);
                });
    }

    private static UsageException unknown(Path file, String key) {
        return new UsageException(
                "%s: there is no setting %s.%s Settings: %s."
                        .formatted(
                                file,
                                key,
                                Nearest.hint(key, Setting.keys()),
                                String.join(", ", Setting.keys())));
    }

    private static Map<String, @Nullable Object> parse(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UsageException(
                        file + " is larger than " + MAX_BYTES + " bytes. Make it smaller.");
            }
            Map<?, ?> read = new TomlMapper().readValue(Files.readString(file), Map.class);
            Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
            read.forEach((k, v) -> keyed.put(String.valueOf(k), v));
            return keyed;
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    "%s, line %d, is not TOML: %s. Mend that line."
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UsageException(
                    file + " cannot be read (" + e.getMessage() + "). Check its permissions.");
        }
    }

    private void set(Setting setting, @Nullable Object value, Path file) {
        String origin = file.toString();
        if (setting == Setting.DATABASES) {
            readDatabases(value, file);
        } else if (value instanceof List<?> list) {
            List<String> items = list.stream().map(String::valueOf).toList();
            put(setting, String.join(",", items), items, origin);
        } else {
            String text = String.valueOf(value);
            put(setting, text, List.of(text), origin);
        }
    }

    private void readDatabases(@Nullable Object value, Path file) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new UsageException(
                    file + ": databases is not a table. Write [databases] and NAME = \"FILE\".");
        }
        map.forEach((k, v) -> databases.put(String.valueOf(k), String.valueOf(v)));
        List<String> shown = new ArrayList<>();
        databases.forEach((k, v) -> shown.add(k + "=" + v));
        put(Setting.DATABASES, String.join(",", shown), shown, file.toString());
    }

    private void put(Setting setting, String text, List<String> list, String origin) {
        values.put(setting, new Value(text, list, origin));
    }

    Value value(Setting setting) {
        return java.util.Objects.requireNonNull(values.get(setting));
    }

    String text(Setting setting) {
        return value(setting).text();
    }

    List<String> list(Setting setting) {
        return value(setting).list();
    }

    /** A whole number in its range, or an error that names the setting. */
    int number(Setting setting, int least, int most) {
        Value value = value(setting);
        try {
            int number = Integer.parseInt(value.text().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, with the values that are out of range.
        }
        throw new UsageException(
                "%s (from %s) is \"%s\", which is no whole number from %d to %d. Change it there."
                        .formatted(setting.key(), value.origin(), value.text(), least, most));
    }

    Map<String, String> databases() {
        return Collections.unmodifiableMap(databases);
    }
}
