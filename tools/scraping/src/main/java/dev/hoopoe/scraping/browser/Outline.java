package dev.hoopoe.scraping.browser;

import dev.hoopoe.scraping.browser.OutlineLine.Kind;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page offers: its controls with refs, its headings and its text, in lines.
 *
 * @param lines in the order of the page
 */
record Outline(List<OutlineLine> lines) {
    /** An outline of nothing. */
    static final Outline NONE = new Outline(List.of());

    /** Characters of a line of text in an outline; {@code find} shows the whole line. */
    static final int TEXT_CHARS = 140;

    /** Characters of a control's name. */
    static final int NAME_CHARS = 100;

    /** Characters of a line of links that belong together. */
    static final int LINKS_CHARS = 240;

    /** Links in a row that a short outline names; menus are long and seldom wanted. */
    static final int FEW_LINKS = 4;

    /** Lines that {@code find} shows at most. */
    static final int MAX_FOUND = 30;

    private static final Pattern WITHIN =
            Pattern.compile(
                    "\\[((?:f\\d+)?e\\d+) (?:(button|checkbox|radio|switch|textbox|combobox) )?([^\\]]*)\\]");

    Outline {
        lines = List.copyOf(lines);
    }

    static Outline of(String snapshot) {
        return new Outline(OutlineWriter.write(SnapshotReader.read(snapshot)));
    }

    /** The outline within a budget; the last line says how much was left out. */
    String show(int tokens) {
        return within(printed(lines, TEXT_CHARS, Integer.MAX_VALUE), tokens, lines.size());
    }

    /** The outline within a budget, long menus by their first links. */
    String brief(int tokens) {
        return within(printed(lines, TEXT_CHARS, FEW_LINKS), tokens, lines.size());
    }

    private static String within(List<String> printed, int tokens, int all) {
        StringBuilder text = new StringBuilder();
        int left = tokens;
        int shown = 0;
        for (String line : printed) {
            left -= Tokens.estimate(line) + 1;
            if (left < 0 && shown > 0) {
                int more = printed.size() - shown;
                return text
                        + "\n["
                        + more
                        + " of "
                        + all
                        + " lines more: browser_view with find=WORDS or show=text]";
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
            shown++;
        }
        return text.toString();
    }

    private static List<String> printed(List<OutlineLine> lines, int textChars, int mostLinks) {
        List<String> printed = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            int end = i;
            while (end < lines.size() && lines.get(end).kind() == Kind.LINK) {
                end++;
            }
            if (end - i > 1) {
                links(lines.subList(i, end), mostLinks, printed);
                i = end;
            } else {
                OutlineLine line = lines.get(i++);
                printed.add(line.shown(line.control() ? NAME_CHARS : textChars));
            }
        }
        return printed;
    }

    private static void links(List<OutlineLine> links, int most, List<String> printed) {
        StringBuilder line = new StringBuilder();
        boolean cut = links.size() - 1 > most;
        for (OutlineLine link : cut ? links.subList(0, most) : links) {
            String one = link.shown(NAME_CHARS).replaceFirst(" link", "");
            if (!line.isEmpty() && line.length() + one.length() > LINKS_CHARS) {
                printed.add("links: " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(one);
        }
        printed.add("links: " + line + (cut ? ", … " + (links.size() - most) + " more" : ""));
    }

    /** Lines that hold the text, or else all of its words, each with its neighbours. */
    String find(String wanted) {
        List<String> texts = lines.stream().map(OutlineLine::full).toList();
        return Matches.in(texts, wanted, MAX_FOUND, TEXT_CHARS);
    }

    /**
     * What is there now and was not before, and which controls are gone.
     *
     * @param known refs whose new state the caller knows, because it set it
     */
    String since(Outline before, Set<String> known, int tokens) {
        Map<String, Integer> old = new HashMap<>();
        before.lines.forEach(line -> old.merge(line.full(), 1, Integer::sum));
        Set<String> oldRefs = before.refs();
        List<String> changes = new ArrayList<>();
        for (OutlineLine line : lines) {
            if (old.merge(line.full(), -1, Integer::sum) < 0 && !known.contains(line.ref())) {
                String mark = oldRefs.contains(line.ref()) ? "~ " : "+ ";
                changes.add(mark + line.shown(line.control() ? NAME_CHARS : TEXT_CHARS));
            }
        }
        Set<String> newRefs = refs();
        before.lines.stream()
                .filter(line -> line.control() && !newRefs.contains(line.ref()))
                .map(line -> "- " + line.shown(NAME_CHARS / 2))
                .forEach(changes::add);
        return within(changes, tokens, changes.size());
    }

    Set<String> refs() {
        Set<String> refs = new HashSet<>();
        controls().forEach(line -> refs.add(line.ref()));
        return refs;
    }

    /** Those with a line of their own, then those within a line of text. */
    private List<OutlineLine> controls() {
        List<OutlineLine> controls = new ArrayList<>();
        lines.stream().filter(OutlineLine::control).forEach(controls::add);
        for (OutlineLine line : lines) {
            WITHIN.matcher(line.name())
                    .results()
                    .map(found ->
                            new OutlineLine(
                                    Kind.LINK,
                                    found.group(1),
                                    found.group(2) == null ? "link" : found.group(2),
                                    found.group(3),
                                    ""))
                    .forEach(controls::add);
        }
        return controls;
    }

    Optional<OutlineLine> byRef(String ref) {
        return controls().stream().filter(line -> line.ref().equals(ref)).findFirst();
    }

    /** The control that is called so: exactly, else the first one whose name holds it. */
    Optional<OutlineLine> byName(String role, String name) {
        String wanted = name.toLowerCase(Locale.ROOT).strip();
        List<OutlineLine> fitting =
                controls().stream().filter(line -> role.isEmpty() || fits(line, role)).toList();
        Stream<OutlineLine> exact =
                fitting.stream().filter(l -> l.name().toLowerCase(Locale.ROOT).equals(wanted));
        Stream<OutlineLine> part =
                fitting.stream().filter(l -> l.name().toLowerCase(Locale.ROOT).contains(wanted));
        return Stream.concat(exact, part).findFirst();
    }

    private static boolean fits(OutlineLine line, String role) {
        return line.role().equals(role)
                || line.role().endsWith(" " + role)
                || (role.equals("textbox") && line.role().equals("searchbox"))
                || (line.role().equals("clickable") && role.equals("button"));
    }

    /** The controls most like this name, for error messages. */
    Optional<OutlineLine> nearest(String name) {
        List<OutlineLine> controls = controls();
        return Nearest.to(name, controls.stream().map(OutlineLine::name).toList())
                .flatMap(n -> controls.stream().filter(c -> c.name().equals(n)).findFirst());
    }
}
