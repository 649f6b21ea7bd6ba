package dev.hoopoe.reading;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds the address of the picture that a reader sees, also where a script would load it. */
final class Images {
    private static final List<String> LAZY =
            List.of(
                    "data-src",
                    "data-lazy-src",
                    "data-original",
                    "data-original-src",
                    "data-orig-src",
                    "data-url",
                    "data-hi-res-src",
                    "data-actualsrc",
                    "data-full-src");

    /** An address and the number of its descriptor, up to the comma before the next. */
    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "(?<=^|[\\s,])([^\\s,]\\S{0,2000}+)(?:\\s{1,9}+(\\d{1,6}(?:\\.\\d{1,3})?)[wxh])?");

    private static final List<String> LAZY_SETS = List.of("data-srcset", "data-lazy-srcset");

    private Images() {}

    /** Whether the image stands for nothing that a reader sees: counters are a pixel large. */
    static boolean pixel(Element img) {
        return tiny(img.attr("width")) && tiny(img.attr("height"));
    }

    private static boolean tiny(String size) {
        return size.equals("0") || size.equals("1") || size.equals("1px");
    }

    /** The address, or "" where there is none but data. */
    static String address(Element img) {
        String url = own(img);
        if (url.isEmpty() && img.parent() != null && img.parent().normalName().equals("picture")) {
            for (Element source : img.parent().children()) {
                url = url.isEmpty() && source.normalName().equals("source") ? own(source) : url;
            }
        }
        return url.isEmpty() ? fallback(img) : url;
    }

    private static String own(Element e) {
        String url = "";
        for (String attribute : LAZY) {
            url = url.isEmpty() ? Addresses.shown(e, attribute) : url;
        }
        for (String attribute : LAZY_SETS) {
            url = url.isEmpty() ? largest(e, e.attr(attribute)) : url;
        }
        url = url.isEmpty() && !placeholder(e.attr("src")) ? Addresses.shown(e, "src") : url;
        return url.isEmpty() ? largest(e, e.attr("srcset")) : url;
    }

    private static boolean placeholder(String src) {
        String lower = src.toLowerCase(Locale.ROOT);
        return lower.startsWith("data:")
                || lower.matches(
                        ".*/(?:blank|spacer|placeholder|pixel|transparent|1x1|grey|lazy)"
                                + "[\\w.-]{0,20}\\.(?:gif|png|svg|jpg)");
    }

    /** The image that pages show to readers without scripts, beside the one for scripts. */
    private static String fallback(Element img) {
        Element next = img.nextElementSibling();
        if (next == null || !next.normalName().equals("noscript") || next.childrenSize() == 0) {
            return Addresses.shown(img, "src");
        }
        Element real = next.child(0);
        return real.normalName().equals("img") ? own(real) : "";
    }

    /** The candidate with the largest width or density (WHATWG HTML, 4.8.4.2 srcset). */
    private static String largest(Element e, String srcset) {
        String best = "";
        double most = 0;
        Matcher candidate = CANDIDATE.matcher(srcset);
        while (candidate.find()) {
            String url = candidate.group(1).replaceAll(",+$", "");
            double size = size(candidate.group(2));
            if (size > most && !url.isEmpty() && !url.startsWith("data:")) {
                most = size;
                best = url;
            }
        }
        return best.isEmpty() || best.length() > Addresses.MAX_CHARS
                ? ""
                : Addresses.resolved(e, Addresses.bare(best));
    }

    private static double size(@Nullable String number) {
        return number == null ? 1 : Double.parseDouble(number);
    }
}
