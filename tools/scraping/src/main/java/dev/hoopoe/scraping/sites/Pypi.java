package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;

/** Python packages by PyPI's JSON API. */
final class Pypi implements Site {
    @Override
    public String name() {
        return "pypi";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        return place.host().equals("pypi.org")
                && place.at(0).equals("project")
                && (place.depth() == 2 || place.depth() == 3);
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        JsonTree answer = asking.json("https://pypi.org/pypi/" + Place.of(url).from(1) + "/json");
        JsonTree info = answer.at("info");
        String license = info.text("license_expression");
        String markdown =
                new Sheet(info.text("name") + " " + info.text("version"))
                        .fact("released", Sheet.day(answer.at("urls").first().text("upload_time")))
                        .fact("license", license.isEmpty() ? cut(info.text("license")) : license)
                        .fact("author", info.text("author"))
                        .fact("python", info.text("requires_python"))
                        .fact("site", info.text("home_page"))
                        .fact("", info.text("yanked").equals("true") ? "yanked" : "")
                        .fact("needs", needs(info))
                        .text(info.text("summary"))
                        .text(info.text("description"))
                        .markdown();
        String name = info.text("name");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Reading(name(), "https://pypi.org/project/" + name + "/", markdown));
    }

    private static String cut(String license) {
        return Sheet.cut(Sheet.line(license), 60);
    }

    private static String needs(JsonTree info) {
        return String.join(
                "; ",
                info.at("requires_dist").list().stream()
                        .map(JsonTree::text)
                        .filter(need -> !need.contains("extra ="))
                        .toList());
    }
}
