package dev.hoopoe.cli;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.extract.Extraction;
import dev.hoopoe.reading.extract.Metadata;
import dev.hoopoe.tools.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code hoopoe extract} writes of a page. */
enum ExtractFormat {
    TEXT(".txt") {
        @Override
        String write(Extraction page) {
            return page.text() + "\n";
        }
    },
    MARKDOWN(".md") {
        @Override
        String write(Extraction page) {
            return HtmlReader.markdown(page) + "\n";
        }
    },
    JSON(".json") {
        @Override
        String write(Extraction page) {
            return Json.write(fields(page)) + "\n";
        }
    };

    final String suffix;

    ExtractFormat(String suffix) {
        this.suffix = suffix;
    }

    abstract String write(Extraction page);

    private static Map<String, Object> fields(Extraction page) {
        Metadata about = page.metadata();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", about.url());
        fields.put("title", about.title());
        fields.put("author", about.author());
        fields.put("date", about.date());
        fields.put("language", about.language());
        fields.put("siteName", about.siteName());
        fields.put("description", about.description());
        fields.put("image", about.image());
        fields.put("type", about.type());
        fields.put("text", page.text());
        fields.put("jsonLd", about.jsonLd());
        fields.put("microdata", about.microdata());
        fields.put("openGraph", about.openGraph());
        fields.put("markdown", HtmlReader.markdown(page));
        return fields;
    }
}
