package dev.hoopoe.reading;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What a page holds without showing it. */
final class Visibility {
    private static final Pattern STYLED_AWAY =
            Pattern.compile("display:none|visibility:(?:hidden|collapse)");

    private Visibility() {}

    /** Whether a reader never sees the element. */
    static boolean hidden(Element e) {
        String name = e.normalName();
        if (Tags.SKIPPED.contains(name) || (name.equals("dialog") && !e.hasAttr("open"))) {
            return true;
        }
        if (e.attributesSize() == 0) {
            return false;
        }
        return (e.hasAttr("hidden") && !e.attr("hidden").equalsIgnoreCase("until-found"))
                || e.attr("aria-hidden").equalsIgnoreCase("true")
                || styledAway(e.attr("style"));
    }

    private static boolean styledAway(String style) {
        return style.length() >= "display:none".length()
                && STYLED_AWAY
                        .matcher(style.toLowerCase(Locale.ROOT).replaceAll("[\\s]+", ""))
                        .find();
    }
}
