package dev.hoopoe.reading.document;

import dev.hoopoe.reading.Markdown;
import dev.hoopoe.reading.TextDecoder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Reads EPUB (EPUB 3.3): its chapters in the order of the spine. */
final class BookReader {
    private final ZipParts zip;
    private final Watch watch;

    BookReader(ZipParts zip, Watch watch) {
        this.zip = zip;
        this.watch = watch;
    }

    Document read() {
        String path = packagePath();
        String xml = zip.text(path).orElseThrow(() -> watch.broken("it has no package document"));
        Element book = Xml.parse(xml, watch);
        Map<String, Element> manifest = new HashMap<>();
        book.getElementsByTag("item").forEach(e -> manifest.put(e.attr("id"), e));
        book.getElementsByTag("opf:item").forEach(e -> manifest.put(e.attr("id"), e));
        Sections sections = new Sections(watch);
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        int number = 1;
        for (Element reference : book.select("spine > itemref, opf|spine > opf|itemref")) {
            Element item = manifest.get(reference.attr("idref"));
            if (item != null && sections.room()) {
                String part = Relations.resolve(folder, decode(item.attr("href")));
                Optional<byte[]> chapter = zip.part(part);
                if (chapter.isPresent()) {
                    sections.add("chapter " + number, chapter(chapter.get(), part));
                    number++;
                }
            }
        }
        if (sections.all().isEmpty()) {
            throw watch.broken("its spine names no chapter");
        }
        return new Document(
                Format.EPUB,
                Xml.text(book, "dc:title"),
                new Facts().core(book).all(),
                sections.all(),
                sections.truncated());
    }

    private String packagePath() {
        return zip.text("META-INF/container.xml")
                .flatMap(xml -> Xml.first(Xml.parse(xml, watch), "rootfile"))
                .map(e -> e.attr("full-path"))
                .orElseThrow(() -> watch.broken("it has no container document"));
    }

    private String chapter(byte[] bytes, String part) {
        if (part.matches("(?i).*\\.(svg|png|jpe?g|gif)")) {
            return "";
        }
        String html = TextDecoder.decodeHtml(bytes, Optional.empty());
        if (html.contains("EncryptedData") && html.startsWith("<?xml")) {
            throw protectedBook();
        }
        if (TextDecoder.binary(bytes)) {
            throw protectedBook();
        }
        org.jsoup.nodes.Document page = Jsoup.parse(html);
        // Links inside the book lead nowhere outside of it.
        page.select("a[href]:not([href~=^[a-z]+:])").removeAttr("href");
        return Markdown.of(page);
    }

    private UnreadableException protectedBook() {
        return watch.fault(
                "is copy-protected: its chapters are encrypted.", "Ask for an unprotected copy.");
    }

    private static String decode(String href) {
        try {
            return URLDecoder.decode(href.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return href;
        }
    }
}
