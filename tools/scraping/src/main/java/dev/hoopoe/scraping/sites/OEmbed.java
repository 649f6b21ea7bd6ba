package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Title and author of videos and sounds by oEmbed 1.0, where their pages need scripts. */
final class OEmbed implements Site {
    private static final Map<String, String> PROVIDERS =
            Map.of(
                    "youtube.com",
                    "https://www.youtube.com/oembed",
                    "m.youtube.com",
                    "https://www.youtube.com/oembed",
                    "youtu.be",
                    "https://www.youtube.com/oembed",
                    "vimeo.com",
                    "https://vimeo.com/api/oembed.json",
                    "soundcloud.com",
                    "https://soundcloud.com/oembed",
                    "open.spotify.com",
                    "https://open.spotify.com/oembed",
                    "ted.com",
                    "https://www.ted.com/services/v1/oembed.json");
    private static final Pattern MEDIA =
            Pattern.compile(
                    "/(?:watch|shorts/.+|embed/.+|live/.+|playlist|\\d+|[\\w-]{11}|talks/.+"
                            + "|[\\w-]+/[\\w-]+|(?:track|album|episode|show)/.+)");

    @Override
    public String name() {
        return "oembed";
    }

    @Override
    public boolean knows(WebUrl url) {
        return PROVIDERS.containsKey(Place.of(url).host())
                && MEDIA.matcher(url.uri().getPath()).matches();
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        String address = url.uri().toString();
        JsonTree media =
                asking.json(
                        PROVIDERS.get(Place.of(url).host())
                                + "?format=json&url="
                                + Asking.encoded(address));
        String seconds = media.text("duration");
        String markdown =
                new Sheet(media.text("title"))
                        .fact("", media.text("type"))
                        .fact("author", media.text("author_name"))
                        .fact("author page", media.text("author_url"))
                        .fact("seconds", seconds)
                        .fact("date", media.text("upload_date"))
                        .fact("on", media.text("provider_name"))
                        .fact("image", media.text("thumbnail_url"))
                        .text(media.text("description"))
                        .markdown();
        return media.text("title").isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading(name(), address, markdown));
    }
}
