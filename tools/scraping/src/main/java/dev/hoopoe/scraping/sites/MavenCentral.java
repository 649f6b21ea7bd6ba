package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/** Java libraries by Maven Central's search API. */
final class MavenCentral implements Site {
    private static final int MAX_VERSIONS = 20;

    @Override
    public String name() {
        return "maven";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        boolean host =
                place.host().equals("central.sonatype.com")
                        || place.host().equals("search.maven.org")
                        || place.host().equals("mvnrepository.com");
        return host && place.at(0).equals("artifact") && place.depth() >= 3;
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        Place place = Place.of(url);
        String query = "g:\"%s\" AND a:\"%s\"".formatted(place.at(1), place.at(2));
        JsonTree answer =
                asking.json(
                                "https://search.maven.org/solrsearch/select?core=gav&wt=json&rows="
                                        + MAX_VERSIONS
                                        + "&q="
                                        + Asking.encoded(query))
                        .at("response");
        if (answer.at("docs").list().isEmpty()) {
            return Optional.empty();
        }
        Sheet sheet =
                new Sheet(place.at(1) + ":" + place.at(2))
                        .fact("latest", answer.at("docs").first().text("v"))
                        .fact("versions", answer.text("numFound"))
                        .heading("Versions, newest first");
        for (JsonTree version : answer.at("docs").list()) {
            long seconds = version.at("timestamp").number() / 1_000;
            sheet.item(version.text("v") + ", " + Sheet.day(seconds));
        }
        String address = "https://central.sonatype.com/artifact/" + place.at(1) + "/" + place.at(2);
        return Optional.of(new Reading(name(), address, sheet.markdown()));
    }
}
