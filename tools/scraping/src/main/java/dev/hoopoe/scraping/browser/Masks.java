package dev.hoopoe.scraping.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts configured secrets into fields, and takes them and the contents of password fields out of
 * everything that a model sees. On the browser's thread.
 */
final class Masks {
    /** Stands for what is hidden. */
    static final String HIDDEN = "••••";

    /** Shorter values are hidden only where they are a field's whole value. */
    static final int SHORTEST = 4;

    /** Frames that are searched for password fields. */
    static final int MAX_FRAMES = 12;

    /** Values that are remembered. */
    static final int MAX_VALUES = 200;

    private static final int LOOK_MILLIS = 1_000;
    private static final Pattern ASKED =
            Pattern.compile("\\{\\{\\s*secret:\\s*([\\w.-]+)\\s*\\}\\}");

    private static final String PASSWORDS =
            """
            () => {
              const found = [];
              const look = root => {
                root.querySelectorAll('input[type=password]').forEach(i => found.push(i.value));
                root.querySelectorAll('*').forEach(e => e.shadowRoot && look(e.shadowRoot));
              };
              look(document);
              return JSON.stringify(found.filter(v => v).slice(0, 50));
            }
            """;

    private final List<Secret> secrets;
    private final Set<String> values = new LinkedHashSet<>();

    private boolean revealed;

    Masks(List<Secret> secrets) {
        this.secrets = secrets;
        secrets.forEach(secret -> values.add(secret.value()));
    }

    /** Remembers what password fields hold now. */
    void look(Page page, Turn turn) {
        page.frames().stream().limit(MAX_FRAMES).forEach(frame -> look(frame, turn));
    }

    private void look(Frame frame, Turn turn) {
        try {
            Object found =
                    frame.waitForFunction(
                                    PASSWORDS,
                                    null,
                                    new Frame.WaitForFunctionOptions()
                                            .setTimeout(turn.millis(LOOK_MILLIS)))
                            .jsonValue();
            JsonArray held = JsonParser.parseString(String.valueOf(found)).getAsJsonArray();
            for (JsonElement value : held) {
                hide(value.getAsString());
            }
        } catch (PlaywrightException e) {
            // A frame that went away shows nothing either.
            System.getLogger(Masks.class.getName())
                    .log(System.Logger.Level.DEBUG, "A frame was not searched", e);
        }
    }

    private void hide(String value) {
        if (values.size() < MAX_VALUES && !value.isBlank()) {
            values.add(value);
        }
    }

    /** Whether a field's value must not be shown. */
    boolean hides(String value) {
        return values.contains(value);
    }

    /** The text without what is hidden. */
    String mask(String text) {
        List<String> longest =
                values.stream()
                        .filter(value -> value.length() >= SHORTEST)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        String masked = text;
        for (String value : longest) {
            masked = masked.replace(value, HIDDEN).replace(encoded(value), HIDDEN);
        }
        return masked;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The text with secrets in the place of their names, if the host may have them. */
    String reveal(String text, String host) {
        Matcher asked = ASKED.matcher(text);
        StringBuilder typed = new StringBuilder();
        while (asked.find()) {
            String value = secret(asked.group(1), host).value();
            revealed = true;
            asked.appendReplacement(typed, Matcher.quoteReplacement(value));
        }
        return asked.appendTail(typed).toString();
    }

    /** Whether a secret was typed, so that a picture of the page could show it. */
    boolean revealed() {
        return revealed;
    }

    static boolean asks(String text) {
        return ASKED.matcher(text).find();
    }

    private Secret secret(String name, String host) {
        List<String> names = secrets.stream().map(Secret::name).toList();
        Secret secret =
                secrets.stream()
                        .filter(s -> s.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new ToolException(
                                        "There is no secret "
                                                + name
                                                + "."
                                                + Nearest.hint(name, names),
                                        "Configured: " + String.join(", ", names) + "."));
        if (!secret.mayGoTo(host)) {
            throw new ToolException(
                    "The secret " + name + " is not for " + host + ".",
                    "It may be typed on " + String.join(", ", secret.hosts()) + " only.");
        }
        return secret;
    }
}
