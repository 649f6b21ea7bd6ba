package dev.hoopoe.reading.document;

import org.jsoup.nodes.Element;

/** What all Office packages share. */
final class Office {
    private Office() {}

    /** Adds author and date to the facts. Returns the title, or "". */
    static String properties(ZipParts zip, Facts facts, Watch watch) {
        Element core =
                zip.text("docProps/core.xml")
                        .map(xml -> (Element) Xml.parse(xml, watch))
                        .orElseGet(() -> new Element("none"));
        facts.core(core);
        return Xml.text(core, "dc:title");
    }
}
