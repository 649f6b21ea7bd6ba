package dev.hoopoe.scraping.browser;

import dev.hoopoe.scraping.browser.OutlineLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a flat outline of a snapshot: controls with their refs, headings and text; no wrappers, no
 * label beside the field that it names, no name twice.
 */
final class OutlineWriter {
    /** Lines of an outline; a page with more is cut. */
    static final int MAX_LINES = 5_000;

    /** Options of a list that are shown. */
    static final int MAX_OPTIONS = 12;

    /** Levels of nesting that are followed. */
    static final int MAX_DEPTH = 200;

    private static final Set<String> FIELDS =
            Set.of("textbox", "searchbox", "combobox", "spinbutton", "slider", "listbox");
    private static final Set<String> CONTROLS =
            Set.of(
                    "link",
                    "button",
                    "checkbox",
                    "radio",
                    "switch",
                    "tab",
                    "menuitem",
                    "menuitemcheckbox",
                    "menuitemradio",
                    "option",
                    "treeitem");
    private static final Set<String> INLINE =
            Set.of(
                    "text",
                    "emphasis",
                    "strong",
                    "code",
                    "mark",
                    "time",
                    "subscript",
                    "superscript",
                    "insertion",
                    "deletion",
                    "link",
                    "img",
                    "generic",
                    "paragraph",
                    "term",
                    "definition",
                    "listitem",
                    "cell",
                    "gridcell",
                    "columnheader",
                    "rowheader",
                    "blockquote");
    private static final Set<String> SPOKEN = Set.of("alert", "status", "dialog", "alertdialog");
    private static final Set<String> NESTED = Set.of("table", "grid", "row", "heading", "list");

    private final List<OutlineLine> lines = new ArrayList<>();

    private OutlineWriter() {}

    static List<OutlineLine> write(SnapshotNode root) {
        OutlineWriter writer = new OutlineWriter();
        writer.children(root, 0);
        return withoutLabels(writer.lines);
    }

    private void children(SnapshotNode node, int depth) {
        for (SnapshotNode child : node.children()) {
            if (lines.size() < MAX_LINES && depth < MAX_DEPTH) {
                block(child, depth + 1);
            }
        }
    }

    private void block(SnapshotNode node, int depth) {
        if (node.role().startsWith("/")) {
            return;
        }
        if (node.role().equals("heading")) {
            heading(node);
        } else if (node.is(FIELDS) || node.is(CONTROLS) || clickable(node)) {
            control(node);
        } else if (node.role().equals("row") && !holds(node, NESTED, 0)) {
            row(node);
        } else if (ownText(node) && inline(node, 0)) {
            text(inlined(node));
        } else if (!node.role().equals("img")) {
            group(node, depth);
        }
    }

    private void group(SnapshotNode node, int depth) {
        if (node.is(SPOKEN) && (!node.name().isEmpty() || node.children().size() > 1)) {
            text(node.role() + ": " + node.name());
        }
        if (!node.value().isEmpty()) {
            String spoken = node.is(SPOKEN) ? node.role() + ": " : "";
            text(spoken + node.value());
        }
        children(node, depth);
    }

    private void heading(SnapshotNode node) {
        int level =
                node.flags().stream()
                        .filter(flag -> flag.matches("level=\\d"))
                        .mapToInt(flag -> flag.charAt(flag.length() - 1) - '0')
                        .findFirst()
                        .orElse(1);
        String marks = "#".repeat(Math.clamp(level, 1, 6));
        List<SnapshotNode> links = links(node, new ArrayList<>());
        String ref = links.size() == 1 ? links.getFirst().ref() : "";
        String name = node.name().isEmpty() ? inlined(node) : node.name();
        String role = ref.isEmpty() ? marks : marks + " link";
        lines.add(new OutlineLine(Kind.HEADING, ref, role, oneLine(name), ""));
        if (links.size() > 1) {
            links.forEach(this::control);
        }
    }

    private static List<SnapshotNode> links(SnapshotNode node, List<SnapshotNode> found) {
        for (SnapshotNode child : node.children()) {
            if (child.is(CONTROLS) && !child.ref().isEmpty()) {
                found.add(child);
            } else {
                links(child, found);
            }
        }
        return found;
    }

    private void control(SnapshotNode node) {
        if (node.ref().isEmpty()) {
            // Disabled or hidden behind something: it can be read, not used.
            text(node.role() + " " + label(node) + state(node));
            return;
        }
        Kind kind = node.role().equals("link") ? Kind.LINK : Kind.CONTROL;
        String role = node.role().equals("generic") ? "clickable" : node.role();
        lines.add(new OutlineLine(kind, node.ref(), role, label(node), state(node)));
    }

    private static String label(SnapshotNode node) {
        String name = node.name();
        if (name.isEmpty() && !node.is(FIELDS)) {
            name = inlined(node);
        }
        if (name.isEmpty()) {
            name = property(node, node.role().equals("link") ? "/url" : "/placeholder");
        }
        return oneLine(name);
    }

    private static String state(SnapshotNode node) {
        StringBuilder state = new StringBuilder();
        String value = value(node);
        if (node.is(FIELDS) && !value.isEmpty()) {
            state.append(" = ").append(value);
        }
        for (String flag : List.of("checked", "disabled", "expanded", "selected", "pressed")) {
            if (node.is(flag)) {
                state.append(" (").append(flag).append(')');
            } else if (node.is(flag + "=mixed")) {
                state.append(" (partly ").append(flag).append(')');
            }
        }
        return state + options(node);
    }

    private static String value(SnapshotNode node) {
        if (!node.value().isEmpty()) {
            return oneLine(node.value());
        }
        return node.children().stream()
                .filter(child -> child.role().equals("option") && child.is("selected"))
                .map(SnapshotNode::name)
                .findFirst()
                .or(() ->
                        node.children().stream()
                                .filter(child -> child.role().equals("text"))
                                .map(SnapshotNode::value)
                                .findFirst())
                .map(OutlineWriter::oneLine)
                .orElse("");
    }

    private static String options(SnapshotNode node) {
        List<String> options =
                node.children().stream()
                        .filter(child -> child.role().equals("option"))
                        .map(child -> oneLine(child.name()))
                        .toList();
        if (options.isEmpty()) {
            return "";
        }
        String shown = options.stream().limit(MAX_OPTIONS).collect(Collectors.joining("|"));
        int more = options.size() - MAX_OPTIONS;
        return " (" + shown + (more > 0 ? "|… " + more + " more" : "") + ")";
    }

    private static String property(SnapshotNode node, String key) {
        return node.children().stream()
                .filter(child -> child.role().equals(key))
                .map(SnapshotNode::value)
                .findFirst()
                .orElse("");
    }

    private void row(SnapshotNode row) {
        List<String> cells = row.children().stream().map(OutlineWriter::inlined).toList();
        if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
            text(String.join(" | ", cells));
        } else if (!row.name().isEmpty()) {
            text(row.name());
        }
    }

    private void text(String text) {
        String line = oneLine(text);
        if (!line.isEmpty()) {
            lines.add(OutlineLine.text(line));
        }
    }

    private static boolean clickable(SnapshotNode node) {
        return node.is("cursor=pointer")
                && !node.ref().isEmpty()
                && !holds(node, FIELDS, 0)
                && !holds(node, CONTROLS, 0)
                && !inlined(node).isEmpty();
    }

    private static boolean ownText(SnapshotNode node) {
        return !node.value().isEmpty()
                || node.role().equals("text")
                || node.children().stream().anyMatch(child -> child.role().equals("text"));
    }

    private static boolean inline(SnapshotNode node, int depth) {
        return depth < MAX_DEPTH
                && (node.is(INLINE) || node.role().startsWith("/"))
                && !(node.role().equals("generic") && clickable(node))
                && node.children().stream().allMatch(child -> inline(child, depth + 1));
    }

    private static boolean holds(SnapshotNode node, Set<String> roles, int depth) {
        return depth < MAX_DEPTH
                && node.children().stream()
                        .anyMatch(child -> child.is(roles) || holds(child, roles, depth + 1));
    }

    /** The text in and under a node; links and buttons with their refs in brackets. */
    private static String inlined(SnapshotNode node) {
        StringBuilder text = new StringBuilder();
        inlined(node, text, 0);
        return oneLine(text.toString());
    }

    private static void inlined(SnapshotNode node, StringBuilder text, int depth) {
        text.append(node.value()).append(' ');
        if (node.children().isEmpty() && node.value().isEmpty()) {
            text.append(node.name()).append(' ');
        }
        for (SnapshotNode child : node.children()) {
            boolean usable = child.is(CONTROLS) || child.is(FIELDS);
            if (child.role().startsWith("/") || depth > MAX_DEPTH) {
                continue;
            }
            if (usable && !child.ref().isEmpty()) {
                String role = child.role().equals("link") ? "" : child.role() + " ";
                text.append('[').append(child.ref()).append(' ').append(role);
                text.append(label(child)).append(state(child)).append("] ");
            } else {
                inlined(child, text, depth + 1);
            }
        }
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static List<OutlineLine> withoutLabels(List<OutlineLine> lines) {
        List<OutlineLine> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            OutlineLine line = lines.get(i);
            boolean before = i + 1 < lines.size() && names(line, lines.get(i + 1));
            boolean after = i > 0 && names(line, lines.get(i - 1));
            boolean label = line.kind() == Kind.TEXT && (before || after);
            if (!label) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static boolean names(OutlineLine text, OutlineLine control) {
        return control.kind() == Kind.CONTROL && bare(text.name()).equals(bare(control.name()));
    }

    private static String bare(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[\\s:*]+$", "");
    }
}
