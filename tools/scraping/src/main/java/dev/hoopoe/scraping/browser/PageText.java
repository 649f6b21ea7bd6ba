package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Page;
import dev.hoopoe.tools.ToolException;

/**
 * The document of a page as HTML, with open shadow trees in the place of their hosts' content and
 * frames of the same origin in the place of their elements, as a reader sees them.
 */
final class PageText {
    /** The longest document that is read back. */
    static final int MAX_CHARS = 10_000_000;

    /** Time to write the document. */
    static final int LIMIT_MILLIS = 5_000;

    private static final int MAX_ELEMENTS = 400_000;

    // A plain page takes the browser's own, fast way. An expression that is waited for has a time
    // limit, which an evaluation has not; its text comes back by value.
    private static final String SERIALISE =
            """
            ([maxChars, maxElements]) => {
              const frame = f => { try { return f.contentDocument; } catch (e) { return null; } };
              const all = document.querySelectorAll('*');
              const plain = all.length > maxElements
                || ![...all].some(e => e.shadowRoot
                  || ((e.localName === 'iframe' || e.localName === 'frame') && frame(e)?.body));
              if (plain) {
                const html = document.documentElement.outerHTML;
                return html.length > maxChars ? 'L' : 'H' + html;
              }
              const copy = (node, into) => {
                if (node.nodeType !== 1) { into.append(node.cloneNode(false)); return; }
                if (node.localName === 'slot' && node.getRootNode() instanceof ShadowRoot) {
                  const given = node.assignedNodes();
                  (given.length ? given : [...node.childNodes]).forEach(n => copy(n, into));
                  return;
                }
                const inner = node.localName === 'iframe' ? frame(node) : null;
                const element = inner?.body ? document.createElement('div') : node.cloneNode(false);
                const from = inner?.body || node.shadowRoot || node;
                from.childNodes.forEach(n => copy(n, element));
                into.append(element);
              };
              const root = document.documentElement.cloneNode(false);
              document.documentElement.childNodes.forEach(n => copy(n, root));
              const html = root.outerHTML;
              return html.length > maxChars ? 'L' : 'H' + html;
            }
            """;

    private PageText() {}

    static String html(Page page, Turn turn) {
        Object text =
                page.waitForFunction(
                                SERIALISE,
                                java.util.List.of(MAX_CHARS, MAX_ELEMENTS),
                                new Page.WaitForFunctionOptions()
                                        .setTimeout(turn.millis(LIMIT_MILLIS)))
                        .jsonValue();
        String html = String.valueOf(text);
        if (html.equals("L")) {
            throw new ToolException(
                    page.url() + " grows beyond " + MAX_CHARS + " characters, the limit.",
                    "Look for a smaller page.");
        }
        return html.substring(1);
    }
}
