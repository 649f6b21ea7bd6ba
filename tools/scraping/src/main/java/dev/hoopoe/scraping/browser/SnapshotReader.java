package dev.hoopoe.scraping.browser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of Playwright's accessibility snapshot (YAML of a narrow form: two spaces a level,
 * each line {@code - role "name" [flag] [ref=e1]: value}). A line that it does not understand is
 * text.
 */
final class SnapshotReader {
    /** Lines of a snapshot that are read; a page with more is cut. */
    static final int MAX_LINES = 20_000;

    // Possessive, because a name of 50,000 characters would overflow the stack.
    private static final Pattern KEY =
            Pattern.compile(
                    "([\\w-]+)(?: (\"(?:[^\"\\\\]|\\\\.)*+\"|/.*?/))?((?: \\[[^\\]]*\\])*+)(.*)");
    private static final Pattern FLAG = Pattern.compile("\\[([^\\]]*)\\]");

    private SnapshotReader() {}

    /** The tree under a root without a role. */
    static SnapshotNode read(String snapshot) {
        SnapshotNode root = SnapshotNode.of("", "", "", "");
        Deque<SnapshotNode> open = new ArrayDeque<>();
        open.push(root);
        Iterator<String> lines = snapshot.lines().limit(MAX_LINES).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            int indent = line.length() - line.stripLeading().length();
            while (open.size() > indent / 2 + 1) {
                open.pop();
            }
            SnapshotNode node = node(line.substring(indent).replaceFirst("^- ", ""));
            open.getFirst().children().add(node);
            open.push(node);
        }
        return root;
    }

    private static SnapshotNode node(String line) {
        if (line.startsWith("/")) {
            int colon = line.indexOf(": ");
            String key = colon < 0 ? line : line.substring(0, colon);
            return SnapshotNode.of(key, "", "", colon < 0 ? "" : plain(line.substring(colon + 2)));
        }
        String key = line.startsWith("'") ? quotedKey(line) : line;
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return SnapshotNode.of("text", "", "", line);
        }
        String name = parts.group(2) == null ? "" : plain(parts.group(2));
        String rest = parts.group(4);
        String value = rest.startsWith(": ") ? plain(rest.substring(2)) : "";
        return flagged(SnapshotNode.of(parts.group(1), name, ref(parts.group(3)), value), parts);
    }

    private static SnapshotNode flagged(SnapshotNode node, Matcher parts) {
        FLAG.matcher(parts.group(3)).results().forEach(flag -> node.flags().add(flag.group(1)));
        return node;
    }

    private static String ref(String flags) {
        Matcher flag = Pattern.compile("\\[ref=(\\w+)\\]").matcher(flags);
        return flag.find() ? flag.group(1) : "";
    }

    // A key with a colon or the like stands in single quotes, a quote in it doubled.
    private static String quotedKey(String line) {
        StringBuilder key = new StringBuilder();
        int i = 1;
        for (; i < line.length(); i++) {
            if (line.charAt(i) == '\'') {
                if (i + 1 < line.length() && line.charAt(i + 1) == '\'') {
                    i++;
                } else {
                    break;
                }
            }
            key.append(line.charAt(i));
        }
        return key + (i + 1 < line.length() ? line.substring(i + 1) : "");
    }

    /** A value without its quotes and escapes. */
    static String plain(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length() - 1) {
                i++;
                i += escaped(value, i, text);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static int escaped(String value, int at, StringBuilder text) {
        char c = value.charAt(at);
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
        if (digits > 0 && at + digits < value.length()) {
            try {
                String hex = value.substring(at + 1, at + 1 + digits);
                text.append((char) Integer.parseInt(hex, 16));
                return digits;
            } catch (NumberFormatException e) {
                text.append(c);
                return 0;
            }
        }
        text.append(
                switch (c) {
                    case 'n', 'r', 't', 'b', 'f' -> ' ';
                    default -> c;
                });
        return 0;
    }
}
