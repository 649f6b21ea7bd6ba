package dev.hoopoe.scraping.crawl;

import crawlercommons.filters.basic.BasicURLNormalizer;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Brings addresses of one page into one form, so that it is visited once. */
final class Forms {
    /** Parameters that say who looks, never what is shown. */
    private static final List<String> TRACKING =
            List.of(
                    "utm_source",
                    "utm_medium",
                    "utm_campaign",
                    "utm_term",
                    "utm_content",
                    "utm_id",
                    "gclid",
                    "fbclid",
                    "msclkid",
                    "dclid",
                    "yclid",
                    "mc_cid",
                    "mc_eid",
                    "_ga",
                    "igshid",
                    "phpsessid",
                    "PHPSESSID",
                    "jsessionid",
                    "JSESSIONID",
                    "sessionid",
                    "session_id",
                    "aspsessionid",
                    "cfid",
                    "cftoken");

    private static final Pattern SESSION_IN_PATH =
            Pattern.compile("(?i);(?:jsessionid|phpsessid|sid)=[^/?;]*");

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9:/._~-]+");

    private final BasicURLNormalizer normalizer =
            BasicURLNormalizer.newBuilder().queryParamsToRemove(TRACKING).build();

    /** The one form, or nothing where the address cannot be fetched. */
    Optional<WebUrl> of(WebUrl base, String reference) {
        try {
            return of(base.resolve(reference));
        } catch (ToolException e) {
            return Optional.empty();
        }
    }

    Optional<WebUrl> of(WebUrl url) {
        String text = url.uri().toString();
        // Most addresses are in their one form already, and the normaliser is slow.
        if (PLAIN.matcher(text).matches() && text.indexOf("//", 8) < 0) {
            return Optional.of(new WebUrl(url.uri(), ""));
        }
        String bare = SESSION_IN_PATH.matcher(text).replaceAll("");
        String normal = normalizer.filter(bare);
        try {
            return normal == null ? Optional.empty() : Optional.of(WebUrl.parse(normal));
        } catch (ToolException e) {
            return Optional.empty();
        }
    }
}
