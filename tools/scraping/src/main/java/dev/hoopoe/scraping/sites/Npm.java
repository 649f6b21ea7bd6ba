package dev.hoopoe.scraping.sites;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.json.JsonTree;
import java.util.Optional;

/** JavaScript packages by the npm registry's API, in their latest version. */
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
        JsonTree info =
                asking.json("https://registry.npmjs.org/" + name.replace("/", "%2F") + "/latest");
        String markdown =
                new Sheet(info.text("name") + " " + info.text("version"))
                        .fact("license", info.text("license"))
                        .fact("author", info.text("author", "name"))
                        .fact("repository", info.text("repository", "url"))
                        .fact("site", info.text("homepage"))
                        .fact("deprecated", info.text("deprecated"))
                        .fact("needs", String.join(", ", info.at("dependencies").fields().keySet()))
                        .fact("unpacked bytes", info.text("dist", "unpackedSize"))
                        .text(info.text("description"))
                        .markdown();
        return info.text("name").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Reading(name(), "https://www.npmjs.com/package/" + name, markdown));
    }
}
