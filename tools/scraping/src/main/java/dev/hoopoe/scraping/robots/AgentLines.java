package dev.hoopoe.scraping.robots;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the group for an agent says beyond RFC 9309: {@code Content-Signal} (contentsignals.org) and
 * {@code Content-Usage} (IETF AIPREF drafts). The group is chosen as RFC 9309, 2.2.1 says: groups
 * of the own name together, or else those of {@code *}; lines before any group are for everybody.
 *
 * @param named whether a group names the agent
 * @param signals what may be done with the content, such as {@code ai-input} = false
 */
record AgentLines(boolean named, Map<String, Boolean> signals) {
    /** Signals kept of one file. */
    static final int MAX_SIGNALS = 20;

    static AgentLines of(String file, String agent) {
        Reading reading = new Reading(agent.toLowerCase(Locale.ROOT));
        file.lines().forEach(reading::line);
        Map<String, Boolean> all = new LinkedHashMap<>(reading.everybody);
        all.putAll(reading.named ? reading.own : reading.star);
        return new AgentLines(reading.named, all);
    }

    private static final class Reading {
        private final String agent;
        private final Map<String, Boolean> everybody = new LinkedHashMap<>();
        private final Map<String, Boolean> own = new LinkedHashMap<>();
        private final Map<String, Boolean> star = new LinkedHashMap<>();
        private boolean named;
        private boolean grouped;
        private boolean inHead;
        private boolean forUs;
        private boolean forAll;

        Reading(String agent) {
            this.agent = agent;
        }

        void line(String line) {
            int comment = line.indexOf('#');
            String text = comment < 0 ? line : line.substring(0, comment);
            int colon = text.indexOf(':');
            if (colon > 0) {
                String key = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                field(key, text.substring(colon + 1).strip().toLowerCase(Locale.ROOT));
            }
        }

        private void field(String key, String value) {
            switch (key) {
                case "user-agent" -> agent(value);
                case "content-signal", "content-usage" -> signals(value);
                // These stand outside of groups and do not end the list of agents (2.2.4).
                case "sitemap" -> {}
                default -> inHead = false;
            }
        }

        private void agent(String value) {
            if (!inHead) {
                forUs = false;
                forAll = false;
            }
            inHead = true;
            grouped = true;
            forAll |= value.startsWith("*");
            boolean us = token(value).equals(agent);
            forUs |= us;
            named |= us;
        }

        private static String token(String value) {
            int end = 0;
            while (end < value.length() && partOfToken(value.charAt(end))) {
                end++;
            }
            return value.substring(0, end);
        }

        private static boolean partOfToken(char c) {
            return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        }

        private void signals(String value) {
            inHead = false;
            // A rule for one path only says nothing of the site.
            boolean partly = value.startsWith("/") && !value.startsWith("/ ");
            if (partly) {
                return;
            }
            for (String signal : value.split("[,\\s]+", -1)) {
                int equals = signal.indexOf('=');
                if (equals > 0) {
                    put(signal.substring(0, equals), signal.substring(equals + 1));
                }
            }
        }

        private void put(String name, String value) {
            boolean yes = value.equals("yes") || value.equals("y");
            boolean no = value.equals("no") || value.equals("n");
            if ((yes || no) && everybody.size() + own.size() + star.size() < MAX_SIGNALS) {
                if (!grouped) {
                    everybody.put(name, yes);
                }
                if (forUs) {
                    own.put(name, yes);
                }
                if (forAll) {
                    star.put(name, yes);
                }
            }
        }
    }
}
