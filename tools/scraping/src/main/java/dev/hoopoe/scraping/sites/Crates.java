package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/** Rust packages by crates.io's API. */
final class Crates implements Site {
    private static final int MAX_VERSIONS = 10;

    @Override
    public String name() {
        return "crates";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        return place.host().equals("crates.io")
                && place.at(0).equals("crates")
                && place.depth() == 2;
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        JsonTree answer = asking.json("https://crates.io/api/v1/crates/" + Place.of(url).at(1));
        JsonTree crate = answer.at("crate");
        Sheet sheet =
                new Sheet(crate.text("name") + " " + crate.text("max_stable_version"))
                        .fact("downloads", crate.text("downloads"))
                        .fact("recent downloads", crate.text("recent_downloads"))
                        .fact("updated", Sheet.day(crate.text("updated_at")))
                        .fact("license", answer.at("versions").first().text("license"))
                        .fact("repository", crate.text("repository"))
                        .fact("documentation", crate.text("documentation"))
                        .text(crate.text("description"))
                        .heading("Versions");
        answer.at("versions").list().stream()
                .limit(MAX_VERSIONS)
                .forEach(v -> sheet.item(v.text("num") + ", " + Sheet.day(v.text("created_at"))));
        return crate.text("name").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Reading(
                                name(),
                                "https://crates.io/crates/" + crate.text("name"),
                                sheet.markdown()));
    }
}
