package dev.hoopoe.scraping.robots;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the bytes of a robots.txt for one agent. */
final class RobotsFile {
    /** The name that site owners write in {@code User-agent} to speak to us. */
    static final String AGENT = "hoopoe";

    /** What of a line counts: eight times the longest address that was common, as Google reads. */
    static final int MAX_LINE_BYTES = 8 * 2_083 - 1;

    /** RFC 9309, 2.2.1: letters, {@code _} and {@code -}; another name is in no group. */
    private static final Pattern PRODUCT_TOKEN = Pattern.compile("[A-Za-z_-]+");

    private RobotsFile() {}

    static SiteRules parse(WebUrl file, Body body, String agent) {
        byte[] lines = lines(body.bytes(), body.cut());
        AgentLines own = AgentLines.of(new String(lines, StandardCharsets.UTF_8), agent);
        return SiteRules.of(rules(file.toString(), lines, agent), own);
    }

    /** The rules of a file for one agent. */
    static SimpleRobotRules parse(String url, byte[] file, String agent) {
        return rules(url, lines(file, false), agent);
    }

    private static SimpleRobotRules rules(String url, byte[] file, String agent) {
        // The delay is capped where it is used: the parser would forbid the whole site instead.
        SimpleRobotRulesParser parser =
                new SimpleRobotRulesParser(
                        Long.MAX_VALUE, SimpleRobotRulesParser.DEFAULT_MAX_WARNINGS);
        parser.setExactUserAgentMatching(true);
        boolean token = PRODUCT_TOKEN.matcher(agent).matches();
        List<String> names = token ? List.of(agent.toLowerCase(Locale.ROOT)) : List.of();
        return parser.parseContent(url, file, "text/plain", names);
    }

    /** Cuts over-long lines; where the file itself was cut, its last line is no rule. */
    private static byte[] lines(byte[] file, boolean cut) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        int start = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n' || file[i] == '\r') {
                write(out, file, start, i);
                out.write(file[i]);
                start = i + 1;
            }
        }
        if (!cut) {
            write(out, file, start, file.length);
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, byte[] file, int from, int to) {
        out.write(file, from, Math.min(to - from, MAX_LINE_BYTES));
    }
}
