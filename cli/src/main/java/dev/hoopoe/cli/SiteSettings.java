package dev.hoopoe.cli;

import dev.hoopoe.scraping.browser.RemoteBrowser;
import dev.hoopoe.scraping.browser.Secret;
import dev.hoopoe.scraping.egress.UpstreamProxy;
import dev.hoopoe.scraping.fetch.SiteAccess;
import dev.hoopoe.scraping.fetch.SiteCookie;
import dev.hoopoe.tools.Nearest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables {@code [sites.NAME]}: how certain hosts are visited. {@code $NAME} in a header,
 * a log-in or a proxy stands for an environment variable, so that secrets need not be in the file.
 */
final class SiteSettings {
    private static final List<String> KEYS =
            List.of("hosts", "headers", "login", "cookies", "proxies", "secrets");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

    private final Path file;
    private final Map<String, String> environment;

    SiteSettings(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    SiteAccess read(String name, @Nullable Object value) {
        String place = "sites." + name;
        Map<?, ?> table = table(place, value);
        table.keySet().forEach(key -> requireKnown(place, String.valueOf(key)));
        List<String> hosts = texts(place + ".hosts", table.get("hosts"));
        if (hosts.isEmpty()) {
            throw wrong(place, "names no hosts. Write hosts = [\"example.org\"]");
        }
        try {
            return new SiteAccess(
                    name,
                    hosts,
                    headers(place, table),
                    cookies(place, table),
                    proxies(place, table));
        } catch (IllegalArgumentException e) {
            throw wrong(place, String.valueOf(e.getMessage()));
        }
    }

    /** What may be typed into the site's pages, by name. */
    List<Secret> secrets(String name, @Nullable Object value) {
        String place = "sites." + name;
        Map<?, ?> table = table(place, value);
        List<Secret> secrets = new ArrayList<>();
        Object given = table.get("secrets");
        if (given != null) {
            List<String> hosts = texts(place + ".hosts", table.get("hosts"));
            String where = place + ".secrets";
            table(where, given)
                    .forEach((key, secret) ->
                            secrets.add(
                                    new Secret(
                                            String.valueOf(key),
                                            filled(where, text(where, secret)),
                                            hosts)));
        }
        return secrets;
    }

    /** The address of a remote browser with its variables filled in. */
    RemoteBrowser browser(String text) {
        return RemoteBrowser.parse(filled("browser", text));
    }

    /** A proxy with its variables filled in. */
    UpstreamProxy proxy(String text) {
        return UpstreamProxy.parse(filled("proxies", text));
    }

    private Map<String, String> headers(String place, Map<?, ?> table) {
        Map<String, String> headers = new LinkedHashMap<>();
        Object given = table.get("headers");
        if (given != null) {
            table(place + ".headers", given)
                    .forEach((key, value) ->
                            headers.put(
                                    String.valueOf(key),
                                    filled(place + ".headers", text(place + ".headers", value))));
        }
        login(place, table).ifPresent(value -> headers.put("Authorization", value));
        return headers;
    }

    /** RFC 7617. */
    private Optional<String> login(String place, Map<?, ?> table) {
        Object given = table.get("login");
        if (given == null) {
            return Optional.empty();
        }
        String pair = filled(place + ".login", text(place + ".login", given));
        if (pair.indexOf(':') < 1) {
            throw wrong(place + ".login", "is no USER:PASSWORD. Write login = \"me:$PASSWORD\"");
        }
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    private List<SiteCookie> cookies(String place, Map<?, ?> table) {
        Object given = table.get("cookies");
        if (given == null) {
            return List.of();
        }
        try {
            return SiteCookie.read(Path.of(text(place + ".cookies", given)));
        } catch (IOException e) {
            throw wrong(
                    place + ".cookies",
                    "cannot be read (%s). Name a cookies.txt as browsers export it"
                            .formatted(e.getMessage()));
        }
    }

    private List<UpstreamProxy> proxies(String place, Map<?, ?> table) {
        return texts(place + ".proxies", table.get("proxies")).stream().map(this::proxy).toList();
    }

    private void requireKnown(String place, String key) {
        if (!KEYS.contains(key)) {
            throw wrong(
                    place,
                    "has no setting %s.%s Settings: %s"
                            .formatted(key, Nearest.hint(key, KEYS), String.join(", ", KEYS)));
        }
    }

    /** A text with its variables filled in. */
    String filled(String place, String text) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String value = environment.get(name);
            if (value == null) {
                throw wrong(place, "uses $%s, which is not set. Set it".formatted(name));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private Map<?, ?> table(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> table) {
            return table;
        }
        throw wrong(place, "is no table. Write [sites.NAME] and lines such as hosts = [\"…\"]");
    }

    private List<String> texts(String place, @Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> many -> many.stream().map(one -> text(place, one)).toList();
            default -> throw wrong(place, "is no text and no list of texts. Write [\"…\"]");
        };
    }

    private String text(String place, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(place, "is no text. Write it in quotation marks");
    }

    private UsageException wrong(String place, String what) {
        return new UsageException("%s: %s %s.".formatted(file, place, what));
    }
}
