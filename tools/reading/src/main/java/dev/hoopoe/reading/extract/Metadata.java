package dev.hoopoe.reading.extract;

import java.util.List;
import java.util.Map;

/**
 * What a page says about itself for machines. Texts are in one line; "" where the page does not
 * say.
 *
 * @param url the canonical address, absolute
 * @param title of the page's content, without the site's name where the page tells them apart
 * @param author one name
 * @param date of publication: {@code YYYY-MM-DD} where the page writes ISO 8601, else as written
 * @param language a tag of BCP 47, as written
 * @param type what the publisher calls it: a type of schema.org or of Open Graph
 * @param openGraph the {@code og:}, {@code article:} and {@code product:} properties (ogp.me)
 * @param jsonLd the items of its JSON-LD scripts, {@code @graph} unfolded
 * @param microdata the items of its microdata (WHATWG HTML, 5), in the same form as JSON-LD
 */
public record Metadata(
        String url,
        String title,
        String author,
        String date,
        String language,
        String siteName,
        String description,
        String image,
        String type,
        Map<String, String> openGraph,
        List<Map<String, Object>> jsonLd,
        List<Map<String, Object>> microdata) {}
