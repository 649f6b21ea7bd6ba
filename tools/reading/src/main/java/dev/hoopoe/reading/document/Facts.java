package dev.hoopoe.reading.document;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Element;

/** What a document says about itself. */
final class Facts {
    private static final int MAX_CHARS = 300;

    private final Map<String, String> facts = new LinkedHashMap<>();

    void put(String name, String value) {
        String line = value.replaceAll("\\p{C}+", " ").strip();
        if (!line.isEmpty()) {
            facts.put(name, line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) : line);
        }
    }

    /** Dublin Core, as Office, OpenDocument and EPUB packages hold it. */
    Facts core(Element xml) {
        put("author", Xml.text(xml, "dc:creator"));
        put("language", Xml.text(xml, "dc:language"));
        String created = Xml.text(xml, "dcterms:created") + Xml.text(xml, "dc:date");
        put("date", created.length() > 10 ? created.substring(0, 10) : created);
        return this;
    }

    Map<String, String> all() {
        return facts;
    }
}
