package dev.hoopoe.files;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code .gitignore} files of a folder and of those above it leave out, by the rules of
 * gitignore(5): the last rule of the deepest file that matches decides. Immutable.
 *
 * @param above the rules of the folders above, or null
 * @param depth how many names lie between the root and the folder of these rules
 */
record IgnoreRules(@Nullable IgnoreRules above, int depth, List<Rule> rules) {
    static final IgnoreRules NONE = new IgnoreRules(null, 0, List.of());

    /** Bytes of a file that are read; more rules than fit would slow every listing. */
    static final int MAX_BYTES = 64 << 10;

    private static final String NAME = ".gitignore";

    IgnoreRules {
        rules = List.copyOf(rules);
    }

    /** These rules with those of a folder below. */
    IgnoreRules with(Place place, Folder folder) {
        try {
            BasicFileAttributes attributes = folder.attributes(NAME);
            if (attributes == null || !attributes.isRegularFile()) {
                return this;
            }
            try (InputStream in = Channels.newInputStream(folder.read(NAME))) {
                String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
                return new IgnoreRules(this, place.names().size(), rules(text));
            }
        } catch (IOException unreadable) {
            // Rules that cannot be read leave nothing out: what is there is shown.
            return this;
        }
    }

    static List<Rule> rules(String text) {
        List<Rule> rules = new ArrayList<>();
        text.lines().forEach(line -> Rule.of(line).ifPresent(rules::add));
        return rules;
    }

    boolean ignores(Place place, boolean folder) {
        for (IgnoreRules at = this; at != null; at = at.above) {
            List<String> names = place.names().subList(at.depth, place.names().size());
            for (Rule rule : at.rules.reversed()) {
                if (rule.matches(names, folder)) {
                    return !rule.negated;
                }
            }
        }
        return false;
    }

    /**
     * One line.
     *
     * @param negated whether it takes back what an earlier rule leaves out
     * @param foldersOnly whether it ended in a slash
     * @param whole whether the path is compared, not the last name
     * @param plain the text of a pattern without wildcards
     * @param pattern of others
     */
    record Rule(
            boolean negated,
            boolean foldersOnly,
            boolean whole,
            String plain,
            Optional<Pattern> pattern) {
        static Optional<Rule> of(String line) {
            String text = line.replaceFirst("(?<!\\\\)\\s+$", "");
            if (text.isEmpty() || text.startsWith("#")) {
                return Optional.empty();
            }
            boolean negated = text.startsWith("!");
            String rule = negated ? text.substring(1) : text;
            boolean folders = rule.endsWith("/");
            rule = folders ? rule.substring(0, rule.length() - 1) : rule;
            boolean whole = rule.indexOf('/') >= 0;
            rule = rule.startsWith("/") ? rule.substring(1) : rule;
            return rule.isEmpty() ? Optional.empty() : made(negated, folders, whole, rule);
        }

        private static Optional<Rule> made(
                boolean negated, boolean folders, boolean whole, String rule) {
            boolean plain = rule.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
            try {
                Optional<Pattern> pattern =
                        plain ? Optional.empty() : Optional.of(Pattern.compile(regex(rule)));
                return Optional.of(new Rule(negated, folders, whole, plain ? rule : "", pattern));
            } catch (PatternSyntaxException unusable) {
                // Git, too, passes over what it cannot read.
                return Optional.empty();
            }
        }

        boolean matches(List<String> names, boolean folder) {
            if ((foldersOnly && !folder) || names.isEmpty()) {
                return false;
            }
            String text = whole ? String.join("/", names) : names.getLast();
            return pattern.map(p -> p.matches(text)).orElseGet(() -> text.equals(plain));
        }

        private static String regex(String rule) {
            StringBuilder regex = new StringBuilder("(?s)^");
            for (int i = 0; i < rule.length(); i++) {
                char c = rule.charAt(i);
                switch (c) {
                    case '*' -> i = star(rule, i, regex);
                    case '?' -> regex.append("[^/]");
                    case '[' -> i = choice(rule, i, regex);
                    case '\\' -> {
                        i++;
                        regex.append(
                                Pattern.quote(i < rule.length() ? rule.substring(i, i + 1) : "\\"));
                    }
                    default -> regex.append(Pattern.quote(String.valueOf(c)));
                }
            }
            return regex.append('$').toString();
        }

        /** Two stars between slashes or at an end stand for folders, others for one star. */
        private static int star(String rule, int at, StringBuilder regex) {
            boolean begins = at == 0 || rule.charAt(at - 1) == '/';
            if (begins && rule.startsWith("**/", at)) {
                regex.append("(?:.*/)?");
                return at + 2;
            }
            if (begins && rule.substring(at).equals("**")) {
                regex.append(".+");
                return at + 1;
            }
            regex.append("[^/]*");
            return at;
        }

        private static int choice(String rule, int at, StringBuilder regex) {
            int end = rule.indexOf(']', at + 2);
            if (end < 0) {
                // Left open as it is, it makes the whole rule unreadable, as it is to Git.
                regex.append('[');
                return at;
            }
            String inside = rule.substring(at + 1, end);
            boolean not = inside.startsWith("!") || inside.startsWith("^");
            String chars =
                    (not ? inside.substring(1) : inside)
                            .replace("\\", "\\\\")
                            .replace("[", "\\[")
                            .replace("]", "\\]");
            regex.append(not ? "[^/" : "[").append(chars).append(']');
            return end;
        }
    }
}
