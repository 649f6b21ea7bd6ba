package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Scholarly works behind DOIs by Crossref, and by OpenAlex where Crossref has none. */
final class Works implements Site {
    private static final int MAX_AUTHORS = 20;
    private static final int MAX_WORDS = 5_000;

    @Override
    public String name() {
        return "crossref";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        boolean doi =
                (place.host().equals("doi.org") || place.host().equals("dx.doi.org"))
                        && place.at(0).startsWith("10.")
                        && place.depth() > 1;
        return doi || openAlex(place);
    }

    private static boolean openAlex(Place place) {
        return place.host().equals("openalex.org")
                && place.depth() > 0
                && place.path().getLast().matches("(?i)w\\d{3,15}");
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        Place place = Place.of(url);
        if (openAlex(place)) {
            return alex(place.path().getLast(), asking);
        }
        String doi = place.from(0);
        try {
            return Optional.of(crossref(doi, asking));
        } catch (ToolException e) {
            asking.call().checkCancelled();
            return alex("https://doi.org/" + doi, asking);
        }
    }

    private Reading crossref(String doi, Asking asking) {
        JsonTree work = asking.json("https://api.crossref.org/works/" + doi).at("message");
        List<String> authors =
                work.at("author").list().stream()
                        .limit(MAX_AUTHORS)
                        .map(a -> Sheet.line(a.text("given") + " " + a.text("family")))
                        .toList();
        String markdown =
                new Sheet(work.at("title").first().text())
                        .fact("authors", String.join(", ", authors))
                        .fact("date", date(work.at("issued", "date-parts").first()))
                        .fact("in", work.at("container-title").first().text())
                        .fact("publisher", work.text("publisher"))
                        .fact("type", work.text("type"))
                        .fact("cited by", work.text("is-referenced-by-count"))
                        .fact("doi", work.text("DOI"))
                        .text(Sheet.html(work.text("abstract").replace("jats:", ""), ""))
                        .markdown();
        return new Reading(name(), "https://doi.org/" + doi, markdown);
    }

    private static String date(JsonTree parts) {
        List<String> numbers =
                parts.list().stream()
                        .map(JsonTree::text)
                        .map(n -> n.length() == 1 ? "0" + n : n)
                        .toList();
        return String.join("-", numbers);
    }

    private static Optional<Reading> alex(String id, Asking asking) {
        JsonTree work = asking.json("https://api.openalex.org/works/" + id);
        List<String> authors =
                work.at("authorships").list().stream()
                        .limit(MAX_AUTHORS)
                        .map(a -> a.text("author", "display_name"))
                        .toList();
        String markdown =
                new Sheet(work.text("title"))
                        .fact("authors", String.join(", ", authors))
                        .fact("date", work.text("publication_date"))
                        .fact("in", work.text("primary_location", "source", "display_name"))
                        .fact("type", work.text("type"))
                        .fact("cited by", work.text("cited_by_count"))
                        .fact("doi", work.text("doi"))
                        .fact("open copy", work.text("open_access", "oa_url"))
                        .text(abstractText(work.at("abstract_inverted_index")))
                        .markdown();
        String address = work.text("doi").isEmpty() ? work.text("id") : work.text("doi");
        return work.text("title").isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading("openalex", address, markdown));
    }

    /** OpenAlex gives abstracts as words with their positions. */
    private static String abstractText(JsonTree index) {
        Map<Long, String> words = new TreeMap<>();
        index.fields()
                .forEach((word, places) -> places.list().forEach(p -> words.put(p.number(), word)));
        return String.join(" ", words.values().stream().limit(MAX_WORDS).toList());
    }
}
