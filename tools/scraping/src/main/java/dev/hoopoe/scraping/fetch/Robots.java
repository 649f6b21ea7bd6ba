package dev.hoopoe.scraping.fetch;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRule;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Obeys robots.txt (RFC 9309): no file (4xx) allows everything, a broken or silent server (5xx, no
 * answer) forbids everything. Rules are kept a day at most. Thread-safe.
 */
public final class Robots {
    /** RFC 9309, 2.4. */
    static final Duration KEEP = Duration.ofHours(24);

    /** A server that is down now may be up soon. */
    static final Duration KEEP_FAILURE = Duration.ofMinutes(1);

    /** Hosts whose rules are kept. */
    static final int MAX_HOSTS = 500;

    private static final String AGENT = "hoopoe";

    private final HttpFetcher fetcher;
    private final InstantSource clock;
    private final Map<String, Rules> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Rules> eldest) {
                    return size() > MAX_HOSTS;
                }
            };

    public Robots(HttpFetcher fetcher, InstantSource clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /** A gate for one fetch: it shares the fetch's deadline and its cancellation. */
    public Gate gate(Deadline deadline, Call call) {
        return url -> check(url, deadline, call);
    }

    private void check(WebUrl url, Deadline deadline, Call call) {
        // A host that may not be reached is refused as such, not for its silent robots.txt.
        fetcher.requireReachable(url);
        Rules rules = rules(url, deadline, call);
        if (!rules.parsed.isAllowed(url.uri().toString())) {
            throw rules.refusal(url);
        }
    }

    private Rules rules(WebUrl url, Deadline deadline, Call call) {
        synchronized (kept) {
            Rules known = kept.get(url.origin());
            if (known != null && clock.instant().isBefore(known.until)) {
                return known;
            }
        }
        Rules fresh = load(url, deadline, call);
        synchronized (kept) {
            kept.put(url.origin(), fresh);
        }
        return fresh;
    }

    private Rules load(WebUrl url, Deadline deadline, Call call) {
        WebUrl file = WebUrl.parse(url.origin() + "/robots.txt");
        try {
            Fetched answer =
                    fetcher.get(
                            file,
                            Limits.ROBOTS,
                            deadline.within(Limits.ROBOTS.time()),
                            Gate.OPEN,
                            call);
            return rules(file, answer);
        } catch (ToolException e) {
            // Too many redirects are "unavailable", which allows; silence is "unreachable".
            boolean lost = String.valueOf(e.getMessage()).contains("redirected more than");
            return lost ? all(RobotRulesMode.ALLOW_ALL, "") : unreachable("it did not answer");
        }
    }

    private Rules rules(WebUrl file, Fetched answer) {
        if (answer.ok()) {
            return new Rules(
                    parse(file.toString(), answer.body().bytes(), AGENT),
                    named(answer.body().bytes()) ? AGENT : "*",
                    "",
                    clock.instant().plus(KEEP));
        }
        boolean broken = answer.status() >= 500;
        return broken
                ? unreachable("it answered " + answer.status())
                : all(RobotRulesMode.ALLOW_ALL, "");
    }

    private Rules unreachable(String why) {
        SimpleRobotRules none = new SimpleRobotRules(RobotRulesMode.ALLOW_NONE);
        return new Rules(none, "*", why, clock.instant().plus(KEEP_FAILURE));
    }

    private Rules all(RobotRulesMode mode, String why) {
        return new Rules(new SimpleRobotRules(mode), "*", why, clock.instant().plus(KEEP));
    }

    /** The rules of a file for one agent. */
    static SimpleRobotRules parse(String url, byte[] file, String agent) {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        parser.setExactUserAgentMatching(true);
        return parser.parseContent(
                url, file, "text/plain", List.of(agent.toLowerCase(Locale.ROOT)));
    }

    private static boolean named(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT).replace(" ", ""))
                .anyMatch(line -> line.startsWith("user-agent:" + AGENT));
    }

    private record Rules(SimpleRobotRules parsed, String agent, String failure, Instant until) {
        ToolException refusal(WebUrl url) {
            if (!failure.isEmpty()) {
                return new ToolException(
                        "%s was not fetched: %s/robots.txt could not be read (%s), and then RFC 9309 forbids the whole site."
                                .formatted(url, url.origin(), failure),
                        "Check the address and that the server runs, or ask the user for another source.");
            }
            String rule = rule(url).map(r -> "Disallow: " + r.getPrefix()).orElse("Disallow: /");
            return new ToolException(
                    "%s is forbidden by robots.txt of %s: \"%s\" for user-agent %s."
                            .formatted(url, url.host(), rule, agent),
                    "Do not try it again; ask the user for another source.");
        }

        /** The first disallowing rule that matches alone: the parser keeps the longest first. */
        private Optional<RobotRule> rule(WebUrl url) {
            return parsed.getRobotRules().stream()
                    .filter(rule -> !rule.isAllow() && forbids(rule, url))
                    .findFirst();
        }

        private static boolean forbids(RobotRule rule, WebUrl url) {
            SimpleRobotRules alone = new SimpleRobotRules(RobotRulesMode.ALLOW_SOME);
            alone.addRule(rule.getPrefix(), false);
            return !alone.isAllowed(url.uri().toString());
        }
    }
}
