package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/**
 * JavaScript packages of npm by the manifest ({@code package.json}) of their latest version, which
 * jsDelivr serves to everyone. Person and repository are a text or an object there.
 */
final class Npm implements Site {
    @Override
    public String name() {
        return "npm";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        boolean scoped = place.at(1).startsWith("@");
        return place.host().equals("npmjs.com")
                && place.at(0).equals("package")
                && place.depth() == (scoped ? 3 : 2);
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        String name = Place.of(url).from(1);
        JsonTree info = asking.json("https://cdn.jsdelivr.net/npm/" + name + "/package.json");
        String markdown =
                new Sheet(info.text("name") + " " + info.text("version"))
                        .fact("license", info.text("license"))
                        .fact("author", textOr(info.at("author"), "name"))
                        .fact("repository", textOr(info.at("repository"), "url"))
                        .fact("site", info.text("homepage"))
                        .fact("node", info.text("engines", "node"))
                        .fact("needs", String.join(", ", info.at("dependencies").fields().keySet()))
                        .text(info.text("description"))
                        .markdown();
        return info.text("name").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Reading(name(), "https://www.npmjs.com/package/" + name, markdown));
    }

    private static String textOr(JsonTree value, String field) {
        return value.isObject() ? value.text(field) : value.text();
    }
}
