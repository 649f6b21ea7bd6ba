package dev.hoopoe.agent.servers;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives each tool of each server a name that no other has: {@code SERVER_TOOL}. */
final class ToolNames {
    /** What OpenAI's interface and most models accept. */
    static final int LONGEST = 64;

    private final Set<String> taken;

    ToolNames(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    String name(String server, String tool) {
        String first = plain(server).toLowerCase(Locale.ROOT);
        String last = plain(tool);
        String whole = last.toLowerCase(Locale.ROOT).startsWith(first) ? last : first + "_" + last;
        String name = shortened(whole, LONGEST);
        for (int n = 2; !taken.add(name); n++) {
            name = shortened(whole, LONGEST - 4) + "_" + n;
        }
        return name;
    }

    private static String shortened(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most);
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]+", "_");
    }
}
