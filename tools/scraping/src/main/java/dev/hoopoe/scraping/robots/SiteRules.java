package dev.hoopoe.scraping.robots;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRule;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one site's robots.txt says to us. Immutable and thread-safe. */
public final class SiteRules {
    /** The longest Crawl-delay that is kept; it is in no standard, and some sites ask for hours. */
    public static final Duration MAX_CRAWL_DELAY = Duration.ofSeconds(30);

    /** Sitemap lines read of one file. */
    public static final int MAX_SITEMAPS = 100;

    /** Everything is allowed. */
    static final SiteRules ALL =
            new SiteRules(
                    new SimpleRobotRules(RobotRulesMode.ALLOW_ALL),
                    new AgentLines(false, Map.of()),
                    "");

    private final SimpleRobotRules parsed;
    private final AgentLines lines;
    private final String failure;

    private SiteRules(SimpleRobotRules parsed, AgentLines lines, String failure) {
        this.parsed = parsed;
        this.lines = lines;
        this.failure = failure;
    }

    static SiteRules of(SimpleRobotRules parsed, AgentLines lines) {
        return new SiteRules(parsed, lines, "");
    }

    static SiteRules unreachable(String why) {
        return new SiteRules(
                new SimpleRobotRules(RobotRulesMode.ALLOW_NONE),
                new AgentLines(false, Map.of()),
                why);
    }

    /** Whether the address may be fetched. */
    public boolean allows(WebUrl url) {
        return parsed.isAllowed(url.uri().toString());
    }

    /** Whether a group of the file names us, and not only every crawler. */
    public boolean namesUs() {
        return lines.named();
    }

    /** Whether the file could be read, or is known not to exist. */
    public boolean readable() {
        return failure.isEmpty();
    }

    /** The pause between two requests that the site asks for, at most {@link #MAX_CRAWL_DELAY}. */
    public Optional<Duration> crawlDelay() {
        long millis = parsed.getCrawlDelay();
        boolean set = millis != BaseRobotRules.UNSET_CRAWL_DELAY && millis > 0;
        return set
                ? Optional.of(Duration.ofMillis(Math.min(millis, MAX_CRAWL_DELAY.toMillis())))
                : Optional.empty();
    }

    /** The sitemaps that the file names, as written. */
    public List<String> sitemaps() {
        return parsed.getSitemaps().stream().limit(MAX_SITEMAPS).toList();
    }

    /** What may be done with the content, such as {@code ai-input} = false; empty if unsaid. */
    public Map<String, Boolean> contentSignals() {
        return lines.signals();
    }

    /** Why an address that is not allowed is not fetched. */
    public ToolException refusal(WebUrl url) {
        if (!failure.isEmpty()) {
            return new ToolException(
                    "%s was not fetched: %s/robots.txt could not be read (%s), and then RFC 9309 forbids the whole site."
                            .formatted(url, url.origin(), failure),
                    "Check the address and that the server runs, or ask the user for another source.");
        }
        String rule = rule(url).map(r -> "Disallow: " + r.getPrefix()).orElse("Disallow: /");
        return new ToolException(
                "%s is forbidden by robots.txt of %s: \"%s\" for user-agent %s."
                        .formatted(url, url.host(), rule, lines.named() ? RobotsFile.AGENT : "*"),
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
