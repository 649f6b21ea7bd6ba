package dev.hoopoe.reading;

import org.jsoup.nodes.Element;

/** Writes images, frames, videos and sounds inside a line. */
final class InlineMedia {
    private final Growth growth;
    private final boolean imageAddresses;

    /**
     * @param imageAddresses whether images are written as such, or only by their alternative text
     */
    InlineMedia(Growth growth, boolean imageAddresses) {
        this.growth = growth;
        this.imageAddresses = imageAddresses;
    }

    /** Writes an image, a formula's picture as TeX, an emoji's as the emoji. */
    void image(Element e, InlineText into) {
        String alt = HtmlReader.oneLine(e.attr("alt")).strip();
        if (Images.pixel(e)) {
            return;
        }
        if (Formulas.picture(e)) {
            into.raw(Formulas.tex(alt, false));
        } else if (e.className().contains("emoji") && !alt.isEmpty()) {
            into.text(alt);
        } else {
            shownImage(e, alt, into);
        }
    }

    private void shownImage(Element e, String alt, InlineText into) {
        String url = imageAddresses ? affordable(Images.address(e), e.attr("src")) : "";
        if (url.isEmpty() && alt.isEmpty()) {
            return;
        }
        InlineText label = new InlineText(true);
        label.text(alt);
        if (imageAddresses) {
            into.raw("![" + label.trimmed() + "](" + url + ")");
        } else {
            into.space();
            into.raw("[image: " + label.trimmed() + "]");
            into.space();
        }
    }

    private String affordable(String url, String raw) {
        return growth.spend(url.length() - raw.length()) ? url : "";
    }

    /**
     * Writes a frame, video or sound as a link to what it plays.
     *
     * @param linked whether a link is open already
     */
    void player(Element e, boolean linked, InlineText into) {
        Element source = e.selectFirst("source[src]");
        String own = Addresses.shown(e, e.hasAttr("src") ? "src" : "data-src");
        String url = own.isEmpty() && source != null ? Addresses.shown(source, "src") : own;
        String title = HtmlReader.oneLine(e.attr("title")).strip();
        if (url.isEmpty()
                || Images.pixel(e)
                || !growth.spend(url.length() - e.attr("src").length())) {
            return;
        }
        InlineText label = new InlineText(true);
        label.text(title.isEmpty() ? kind(e, url) : title);
        into.space();
        into.link(label, linked ? "" : url);
        into.space();
    }

    private static String kind(Element e, String url) {
        boolean video = url.matches("(?i).*(youtu|vimeo|video|player|embed/).*");
        return switch (e.normalName()) {
            case "iframe", "embed" -> video ? "video" : "embedded page";
            default -> e.normalName();
        };
    }
}
