package dev.hoopoe.cli;

import dev.hoopoe.database.DatabaseSource;
import dev.hoopoe.scraping.Visiting;
import dev.hoopoe.scraping.browser.Secret;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.fetch.SiteAccess;
import dev.hoopoe.scraping.search.SearchSettings;
import dev.hoopoe.tools.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's settings: defaults, over them {@code config.toml}, over it the environment. Options of
 * the command line come last and are applied by the commands. Loading checks every value.
 */
final class Config {
    private static final Set<Setting.Kind> TABULAR =
            EnumSet.of(Setting.Kind.TABLE, Setting.Kind.TABLES, Setting.Kind.ENGINES);

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private final Map<String, DatabaseSource> databases = new LinkedHashMap<>();
    private final List<SiteAccess> sites = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final Map<String, String> environment;
    private SearchSettings search = SearchSettings.NONE;

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

    private Config(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads the settings; an unknown key is an error that names the nearest. */
    static Config load(Path file, Map<String, String> environment) {
        Config config = new Config(environment);
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
            case Setting.Kind kind when value.isBlank() || TABULAR.contains(kind) -> {}
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
            case Map<?, ?> tables when setting.kind() == Setting.Kind.TABLES -> sites(tables, file);
            case Map<?, ?> engines when setting.kind() == Setting.Kind.ENGINES ->
                    engines(engines, file);
            case List<?> list when setting.kind() == Setting.Kind.LIST && texts(list) ->
                    list.stream().map(String::valueOf).toList();
            case String text when !TABULAR.contains(setting.kind()) -> Value.of(text, "").list();
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

    /** Shows names, locations and users; a password is in none of them. */
    private List<String> table(Map<?, ?> table, Path file) {
        DatabaseSettings reader = new DatabaseSettings(file, environment);
        table.forEach((name, value) ->
                databases.put(String.valueOf(name), reader.read(String.valueOf(name), value)));
        return databases.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.toList());
    }

    /** Shows names and hosts only: the rest may be secret. */
    private List<String> sites(Map<?, ?> tables, Path file) {
        SiteSettings reader = new SiteSettings(file, environment);
        tables.forEach((name, table) -> {
            sites.add(reader.read(String.valueOf(name), table));
            secrets.addAll(reader.secrets(String.valueOf(name), table));
        });
        return sites.stream()
                .map(site -> site.name() + "=" + String.join("+", site.hosts()))
                .toList();
    }

    /** Shows names only: the rest may be secret. */
    private List<String> engines(Map<?, ?> table, Path file) {
        search = new SearchTable(file, environment).read(table);
        return table.keySet().stream().map(String::valueOf).toList();
    }

    /** What is configured about the browser. */
    Browsing browsing() {
        Value remote = value(Setting.BROWSER);
        try {
            SiteSettings reader = new SiteSettings(Path.of("config.toml"), environment);
            return new Browsing(remote.list().stream().findFirst().map(reader::browser), secrets);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "browser (from %s): %s".formatted(remote.origin(), e.getMessage()));
        }
    }

    /** The search engines that the user has. */
    SearchSettings search() {
        return search;
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

    /**
     * How sites are visited; where no proxy is set, the environment's is used, as by curl.
     *
     * @param ownSites hosts on which robots.txt does not bind
     */
    Visiting visiting(List<String> ownSites) {
        try {
            SiteSettings reader = new SiteSettings(Path.of("config.toml"), environment);
            return new Visiting(
                    sites,
                    proxies().stream().map(reader::proxy).toList(),
                    direct(),
                    ownSites.stream().map(AllowedHost::parse).toList(),
                    number(Setting.PAGE_CACHE) * 1_000_000L);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "proxies (from %s): %s"
                            .formatted(value(Setting.PROXIES).origin(), e.getMessage()));
        }
    }

    private List<String> proxies() {
        List<String> set = list(Setting.PROXIES);
        return set.isEmpty()
                ? Stream.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
                        .map(name -> environment.getOrDefault(name, "").strip())
                        .filter(value -> !value.isEmpty())
                        .limit(1)
                        .toList()
                : set;
    }

    private List<String> direct() {
        return Stream.concat(
                        list(Setting.NO_PROXY).stream(),
                        Stream.of("no_proxy", "NO_PROXY")
                                .flatMap(name ->
                                        Arrays.stream(
                                                environment
                                                        .getOrDefault(name, "")
                                                        .split("[,\\s]+", -1))))
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
    }

    Map<String, DatabaseSource> databases() {
        return Collections.unmodifiableMap(databases);
    }
}
