package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.TextDecoder;
import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Ask;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Freshness;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * Asks interfaces for programs on behalf of one call: at their own pace, within limits, and with
 * errors that name the address. Thread-safe as far as the call is.
 */
public final class Asking {
    /** How long an answer that somebody waits for may be held up by its host's pace. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    private final PoliteFetcher fetcher;
    private final Origins origins;
    private final Freshness freshness;
    private final Call call;

    /** For one call; with {@code fresh} no answer from an earlier call will do. */
    public Asking(PoliteFetcher fetcher, Origins origins, boolean fresh, Call call) {
        this.fetcher = fetcher;
        this.origins = origins;
        this.freshness = fresh ? Freshness.CHECKED : Freshness.CACHED;
        this.call = call;
    }

    /** The call that this is for. */
    public Call call() {
        return call;
    }

    /** A value as it stands in a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * The JSON at an address.
     *
     * @throws ToolException if it cannot be had or is none
     */
    public JsonTree json(String url) {
        return json(url, JSON);
    }

    /** As {@link #json(String)}, with headers; an {@code Accept} for JSON is added. */
    public JsonTree json(String url, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(JSON);
        all.putAll(headers);
        return tree(answer(Ask.get(placed(url), all)));
    }

    /** The JSON that answers posted JSON. */
    public JsonTree post(String url, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>(JSON);
        all.putAll(headers);
        return tree(answer(Ask.post(placed(url), all, body)));
    }

    /** The text at an address. */
    public String text(String url, Map<String, String> headers) {
        Fetched answer = answer(Ask.get(placed(url), headers));
        return TextDecoder.decode(answer.body().bytes(), answer.charset());
    }

    /** As {@link #text}, or nothing where there is none. */
    public Optional<String> textIfAny(String url, Map<String, String> headers) {
        try {
            return Optional.of(text(url, headers));
        } catch (ToolException e) {
            call.checkCancelled();
            return Optional.empty();
        }
    }

    /** The XML at an address. */
    public Document xml(String url) {
        return Jsoup.parse(text(url, Map.of()), url, Parser.xmlParser());
    }

    /** A web page or feed, which is no interface: robots.txt binds in full. */
    public String page(WebUrl url) {
        WebUrl at = placed(url.toString());
        Fetched answer = required(fetcher.get(at, freshness, Limits.INTERFACE, PATIENCE, call));
        return TextDecoder.decodeHtml(answer.body().bytes(), answer.charset());
    }

    private Fetched answer(Ask ask) {
        return required(fetcher.ask(ask, freshness, Limits.INTERFACE, PATIENCE, call));
    }

    private static Fetched required(Fetched answer) {
        if (!answer.ok()) {
            throw new ToolException(
                    "%s answered with status %d.".formatted(shown(answer.url()), answer.status()),
                    next(answer.status()));
        }
        if (answer.body().cut()) {
            throw new ToolException(
                    "%s answered with more than %d bytes, the limit."
                            .formatted(shown(answer.url()), Limits.INTERFACE.bytes()),
                    "Use another source.");
        }
        return answer;
    }

    private static String next(int status) {
        return switch (status) {
            case 401 -> "Check the key in config.toml.";
            case 403, 429 ->
                    "Its limit may be reached: wait, or set a key for its host in config.toml.";
            default -> "Use another source.";
        };
    }

    private static JsonTree tree(Fetched answer) {
        try {
            return JsonTree.parse(TextDecoder.decode(answer.body().bytes(), answer.charset()));
        } catch (IOException e) {
            throw new ToolException(
                    "%s did not answer with the JSON that was asked for (%s)."
                            .formatted(shown(answer.url()), answer.type().orElse("of no type")),
                    "Use another source.",
                    e);
        }
    }

    /** Without the query, which may be long. */
    private static String shown(WebUrl url) {
        return url.origin() + url.uri().getPath();
    }

    private WebUrl placed(String url) {
        int path = url.indexOf('/', url.indexOf("//") + 2);
        int end = path < 0 ? url.length() : path;
        return WebUrl.parse(origins.apply(url.substring(0, end)) + url.substring(end));
    }
}
