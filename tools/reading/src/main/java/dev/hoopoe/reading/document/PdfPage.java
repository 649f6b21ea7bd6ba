package dev.hoopoe.reading.document;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Writes one page: joins its rows to headings, paragraphs, items, code and tables. */
final class PdfPage {
    private static final Pattern BULLET =
            Pattern.compile("^[•◦▪▫●○■□‣∙·–—*-]\\s+(?=\\S)|^[•◦▪●■‣](?=\\S)");
    private static final Pattern NUMBER = Pattern.compile("^(\\d{1,3})[.)]\\s+(?=\\S)");
    private static final float NEW_PARAGRAPH = 1.55f;
    private static final float INDENT = 18;
    private static final float SHORT_LINE = 0.85f;

    private final PdfSizes sizes;
    private final HtmlBuilder html = new HtmlBuilder();
    private final StringBuilder text = new StringBuilder();
    private Element open = new Element("p");
    private float listLeft;
    private boolean inList;

    PdfPage(PdfSizes sizes) {
        this.sizes = sizes;
    }

    String write(List<PdfBlock> blocks) {
        for (PdfBlock block : blocks) {
            switch (block) {
                case PdfBlock.Text lines -> text(lines);
                case PdfBlock.Table table -> table(table);
            }
        }
        return html.take();
    }

    private void text(PdfBlock.Text block) {
        PdfRow before = null;
        int level = 0;
        for (PdfRow row : block.rows()) {
            int next = sizes.level(row);
            boolean starts = before == null || starts(before, row, block.right()) || next != level;
            if (row.mono()) {
                end();
                html.code(row.text() + "\n");
            } else if (starts) {
                end();
                start(row, next);
            } else {
                join(row.text());
            }
            level = next;
            before = row;
        }
        end();
    }

    private boolean starts(PdfRow before, PdfRow row, float right) {
        if (divided(text.length() - 1, row.text())) {
            return false;
        }
        float leading = row.y() - before.y();
        boolean apart = leading > NEW_PARAGRAPH * Math.max(before.size(), row.size());
        boolean marked = BULLET.matcher(row.text()).find() || NUMBER.matcher(row.text()).find();
        boolean indented =
                !inList && row.x() - before.x() > 0.8f * row.size() && ends(before, right);
        boolean ended = ends(before, right) && before.right() < SHORT_LINE * right;
        return apart || marked || indented || ended || before.mono();
    }

    private static boolean ends(PdfRow row, float right) {
        return row.text().matches("(?s).*[.!?:。！？][\"'”’)\\]]?") || row.right() < 0.6f * right;
    }

    private void start(PdfRow row, int level) {
        String line = row.text();
        Matcher bullet = BULLET.matcher(line);
        Matcher number = NUMBER.matcher(line);
        if (level > 0) {
            inList = false;
            open = html.block(HtmlBuilder.headingTag(level));
        } else if (bullet.find()) {
            open = html.item(depth(row), false);
            line = line.substring(bullet.end());
        } else if (number.find()) {
            open = html.item(depth(row), true).attr("value", number.group(1));
            line = line.substring(number.end());
        } else {
            inList = false;
            open = html.block("p");
        }
        text.append(line);
    }

    private int depth(PdfRow row) {
        listLeft = inList ? listLeft : row.x();
        inList = true;
        return Math.round((row.x() - listLeft) / INDENT);
    }

    /** Adds a line; a word that was divided at the end of the line before becomes one again. */
    private void join(String line) {
        int end = text.length() - 1;
        if (divided(end, line)) {
            text.setLength(end);
        } else if (end >= 0 && !ideograph(text.charAt(end))) {
            text.append(' ');
        }
        text.append(line);
    }

    private boolean divided(int end, String line) {
        return end > 0
                && text.charAt(end) == '-'
                && Character.isLetter(text.charAt(end - 1))
                && Character.isLowerCase(line.codePointAt(0));
    }

    private static boolean ideograph(char c) {
        return Character.isIdeographic(c) || (c >= '\u3000' && c <= '\u30ff');
    }

    private void end() {
        if (!text.isEmpty()) {
            open.appendText(text.toString());
            text.setLength(0);
        }
    }

    private void table(PdfBlock.Table block) {
        inList = false;
        Element table = html.block("table");
        String tag = "th";
        for (List<String> cells : block.rows()) {
            Element row = table.appendElement("tr");
            for (String cell : cells) {
                row.appendElement(tag).appendText(cell);
            }
            tag = "td";
        }
    }
}
