package dev.hoopoe.scraping.browser;

import dev.hoopoe.scraping.browser.Step.Target;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a step as a model writes it: a verb, a control (its ref, or its role and name in quotes),
 * and the rest. Forgiving where the meaning is plain.
 */
final class StepReader {
    /** The longest pause. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    static final List<String> VERBS =
            List.of(
                    "click",
                    "type",
                    "select",
                    "check",
                    "uncheck",
                    "press",
                    "hover",
                    "scroll",
                    "wait",
                    "read",
                    "goto",
                    "back",
                    "forward",
                    "reload",
                    "tab",
                    "close",
                    "upload",
                    "download",
                    "drag",
                    "dialog");

    private static final Map<String, String> SAME =
            Map.ofEntries(
                    Map.entry("fill", "type"),
                    Map.entry("enter", "type"),
                    Map.entry("input", "type"),
                    Map.entry("tap", "click"),
                    Map.entry("dblclick", "doubleclick"),
                    Map.entry("double-click", "doubleclick"),
                    Map.entry("choose", "select"),
                    Map.entry("tick", "check"),
                    Map.entry("untick", "uncheck"),
                    Map.entry("key", "press"),
                    Map.entry("find", "read"),
                    Map.entry("navigate", "goto"),
                    Map.entry("open", "goto"),
                    Map.entry("go", "goto"),
                    Map.entry("refresh", "reload"),
                    Map.entry("switch", "tab"));
    private static final Set<String> ROLES =
            Set.of(
                    "link",
                    "button",
                    "textbox",
                    "searchbox",
                    "combobox",
                    "checkbox",
                    "radio",
                    "switch",
                    "slider",
                    "spinbutton",
                    "listbox",
                    "tab",
                    "menuitem",
                    "option",
                    "treeitem",
                    "clickable");
    private static final Set<String> FIELDS = Set.of("field", "input", "the", "on", "dropdown");
    private static final Pattern REF = Pattern.compile("\\[?(?:ref=)?((?:f\\d+)?e\\d+)\\]?[:,]?");
    private static final Pattern LAST_REF =
            Pattern.compile("(.*)\\s(?:in|into|on|from|to)\\s+\\[?(?:ref=)?((?:f\\d+)?e\\d+)\\]?");

    private final String step;
    private String rest;
    private boolean quoted;

    private StepReader(String step) {
        this.step = step;
        this.rest = step.strip();
    }

    static Step read(String step) {
        return new StepReader(step).read();
    }

    private Step read() {
        String written = word().toLowerCase(Locale.ROOT).replaceFirst("[:(]$", "");
        String verb = SAME.getOrDefault(written, written);
        return switch (verb) {
            case "click", "doubleclick" -> new Step.Click(last(), verb.startsWith("double"));
            case "hover" -> new Step.Hover(last());
            case "type" -> type();
            case "press" -> press();
            case "select" -> select();
            case "check" -> new Step.Check(last(), true);
            case "uncheck" -> new Step.Check(last(), false);
            case "upload" -> new Step.Upload(target(), needed("the path of a file"));
            case "download" -> new Step.Download(last());
            case "drag" -> drag();
            case "scroll" -> scroll();
            case "wait" -> pause();
            case "read" -> new Step.Read(needed("the words to look for"));
            case "goto" -> new Step.Go(needed("an address").replaceFirst("^to\\s+", ""));
            case "back" -> new Step.Move(Step.Way.BACK);
            case "forward" -> new Step.Move(Step.Way.FORWARD);
            case "reload" -> new Step.Move(Step.Way.RELOAD);
            case "tab" -> new Step.Tab(number());
            case "close" -> new Step.CloseTab();
            case "dialog" -> dialog();
            default -> throw unknown(written);
        };
    }

    private Step type() {
        swapLateRef();
        Target target = target();
        rest = rest.replaceFirst("^(?:=|:|with|text)\\s+", "");
        return new Step.Type(target, unquoted(rest));
    }

    private Step select() {
        swapLateRef();
        Target target = target();
        rest = rest.replaceFirst("^(?:=|:|option)\\s+", "");
        return new Step.Select(target, needed("an option"));
    }

    // "type hello into e5" means "type e5 hello".
    private void swapLateRef() {
        Matcher late = LAST_REF.matcher(rest);
        String first = rest.split("\\s", 2)[0];
        if (!REF.matcher(first).matches() && late.matches()) {
            rest = late.group(2) + " " + late.group(1);
        }
    }

    private Step press() {
        String keys = word();
        rest = rest.replaceFirst("^(?:on|in)\\s+", "");
        if (keys.isEmpty()) {
            throw missing("a key, such as Enter");
        }
        return new Step.Press(keys, rest.isEmpty() ? Target.NONE : last());
    }

    private Step drag() {
        Target from = target();
        rest = rest.replaceFirst("^(?:to|onto)\\s+", "");
        return new Step.Drag(from, last());
    }

    private Step scroll() {
        String where = rest.strip().toUpperCase(Locale.ROOT);
        for (Step.Direction direction : Step.Direction.values()) {
            if (where.startsWith(direction.name()) && direction != Step.Direction.TARGET) {
                return new Step.Scroll(direction, Target.NONE);
            }
        }
        if (where.isEmpty()) {
            return new Step.Scroll(Step.Direction.DOWN, Target.NONE);
        }
        rest = rest.replaceFirst("^to\\s+", "");
        return new Step.Scroll(Step.Direction.TARGET, last());
    }

    private Step pause() {
        Matcher time = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|sec\\w*)?").matcher(rest);
        if (!time.matches()) {
            return new Step.Await(needed("seconds, or a text").replaceFirst("^for\\s+", ""));
        }
        double unit = "ms".equals(time.group(2)) ? 1 : 1_000;
        long millis = (long) (Double.parseDouble(time.group(1)) * unit);
        return new Step.Pause(Duration.ofMillis(Math.min(millis, MAX_PAUSE.toMillis())));
    }

    private Step dialog() {
        String answer = word().toLowerCase(Locale.ROOT);
        if (!answer.equals("accept") && !answer.equals("dismiss")) {
            throw missing("accept or dismiss");
        }
        return new Step.Dialogs(answer.equals("accept"), unquoted(rest));
    }

    private int number() {
        Matcher digits = Pattern.compile("\\D*(\\d{1,3}).*").matcher(rest);
        if (!digits.matches()) {
            throw missing("the number of a tab");
        }
        return Integer.parseInt(digits.group(1));
    }

    /** A control that takes all the rest. */
    private Target last() {
        Target target = target();
        if (target.ref().isEmpty() && !rest.isEmpty() && !quoted) {
            return new Target("", target.role(), (target.name() + " " + rest).strip());
        }
        return target;
    }

    private Target target() {
        String role = "";
        String first = word();
        while (!quoted && !rest.isEmpty() && FIELDS.contains(first.toLowerCase(Locale.ROOT))) {
            first = word();
        }
        if (!quoted && !rest.isEmpty() && ROLES.contains(first.toLowerCase(Locale.ROOT))) {
            role = first.toLowerCase(Locale.ROOT);
            first = word();
        }
        Matcher ref = REF.matcher(first);
        if (!quoted && ref.matches()) {
            return new Target(ref.group(1), "", "");
        }
        if (first.isEmpty()) {
            throw missing("a control, such as e12 or button 'Send'");
        }
        return new Target("", role, first);
    }

    /** The next word, or what stands in quotes. */
    private String word() {
        rest = rest.stripLeading();
        quoted = false;
        if (rest.isEmpty()) {
            return "";
        }
        char mark = rest.charAt(0);
        int end = mark == '"' || mark == '\'' ? rest.indexOf(mark, 1) : -1;
        if (end > 0) {
            quoted = true;
            return take(1, end, end + 1);
        }
        int space = rest.indexOf(' ');
        return space < 0 ? take(0, rest.length(), rest.length()) : take(0, space, space + 1);
    }

    private String take(int from, int to, int next) {
        String taken = rest.substring(from, to);
        rest = rest.substring(next).stripLeading();
        return taken;
    }

    private String needed(String what) {
        String text = unquoted(rest.strip());
        if (text.isEmpty()) {
            throw missing(what);
        }
        return text;
    }

    private static String unquoted(String text) {
        boolean in =
                text.length() > 1
                        && ((text.startsWith("\"") && text.endsWith("\""))
                                || (text.startsWith("'") && text.endsWith("'")));
        return in ? text.substring(1, text.length() - 1) : text;
    }

    private ToolException missing(String what) {
        return new ToolException(
                "The step \"" + step + "\" lacks " + what + ".",
                "Examples: click e12; type e5 hello; select e7 Blue; press Enter.");
    }

    private ToolException unknown(String verb) {
        return new ToolException(
                "The step \"" + step + "\" begins with no verb." + Nearest.hint(verb, VERBS),
                "Verbs: " + String.join(", ", VERBS) + ".");
    }
}
