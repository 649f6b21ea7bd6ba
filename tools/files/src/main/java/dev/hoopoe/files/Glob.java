package dev.hoopoe.files;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.hoopoe.tools.ToolException;

/**
 * A file name pattern: {@code *} and {@code ?} within a name, {@code **} across folders, {@code
 * {a,b}} alternatives. A pattern without a slash is matched against the name alone. Linear time.
 */
final class Glob {
    private static final int MAX_CHARS = 200;

    private final Pattern pattern;
    private final boolean wholePath;

    private Glob(Pattern pattern, boolean wholePath) {
        this.pattern = pattern;
        this.wholePath = wholePath;
    }

    static Glob of(String text) {
        if (text.length() > MAX_CHARS) {
            throw new ToolException(
                    "The glob has over " + MAX_CHARS + " characters.", "Use one such as *.csv.");
        }
        try {
            String glob = text.strip().replaceFirst("^\\./", "");
            return new Glob(Pattern.compile(regex(glob)), glob.indexOf('/') >= 0);
        } catch (PatternSyntaxException e) {
            throw new ToolException(
                    "The glob " + text + " cannot be read.", "Use one such as *.csv.", e);
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder("(?is)^");
        int open = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean deep = glob.startsWith("**", i);
                    boolean folders = glob.startsWith("**/", i);
                    regex.append(folders ? "(?:.*/)?" : deep ? ".*" : "[^/]*");
                    i += folders ? 2 : deep ? 1 : 0;
                }
                case '?' -> regex.append("[^/]");
                case '{' -> {
                    open++;
                    regex.append("(?:");
                }
                case '}' -> regex.append(open-- > 0 ? ")" : "\\}");
                case ',' -> regex.append(open > 0 ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.append('$').toString();
    }

    boolean matches(Place place) {
        if (place.names().isEmpty()) {
            return false;
        }
        String name = place.names().getLast();
        return pattern.matches(wholePath ? String.join("/", place.names()) : name)
                || (wholePath && pattern.matches(place.shown()));
    }
}
