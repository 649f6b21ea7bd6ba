package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/** Ruby packages by RubyGems' API. */
final class RubyGems implements Site {
    @Override
    public String name() {
        return "rubygems";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        return place.host().equals("rubygems.org")
                && place.at(0).equals("gems")
                && place.depth() == 2;
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        String name = Place.of(url).at(1);
        JsonTree gem = asking.json("https://rubygems.org/api/v1/gems/" + name + ".json");
        String needs =
                String.join(
                        ", ",
                        gem.at("dependencies", "runtime").list().stream()
                                .map(d -> d.text("name") + " " + d.text("requirements"))
                                .toList());
        String licenses =
                String.join(", ", gem.at("licenses").list().stream().map(JsonTree::text).toList());
        String markdown =
                new Sheet(gem.text("name") + " " + gem.text("version"))
                        .fact("released", Sheet.day(gem.text("version_created_at")))
                        .fact("downloads", gem.text("downloads"))
                        .fact("authors", gem.text("authors"))
                        .fact("license", licenses)
                        .fact("source", gem.text("source_code_uri"))
                        .fact("needs", needs)
                        .text(gem.text("info"))
                        .markdown();
        return gem.text("name").isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading(name(), "https://rubygems.org/gems/" + name, markdown));
    }
}
