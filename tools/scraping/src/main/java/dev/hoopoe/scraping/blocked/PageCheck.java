package dev.hoopoe.scraping.blocked;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Tells whether a page holds content or a wall in front of it. Walls say little; so a page that
 * says much is content, whatever words and scripts it holds. Stateless and thread-safe; linear in
 * the page's length.
 */
public final class PageCheck {
    private PageCheck() {}

    /** Whether a visitor without scripts sees no text at all. */
    public static boolean isBlank(String html) {
        Document page = Jsoup.parse(html);
        page.select("script, style, noscript, template").remove();
        return page.body().text().isBlank();
    }

    /** The wall, with its evidence; nothing where the page is what was asked for. */
    public static Optional<Problem> of(Answer answer) {
        Look look = new Look(answer);
        Signs signs = new Signs(look);
        Guards guards = new Guards(look, signs);
        Doors doors = new Doors(look, signs);
        Absences absences = new Absences(look, signs);
        // The surer first: a challenge may come with any status, and says so itself.
        Stream<Supplier<Optional<Problem>>> rules =
                Stream.of(
                        guards::captcha,
                        guards::refusedByProduct,
                        guards::limited,
                        doors::login,
                        doors::consent,
                        guards::blocked,
                        doors::paywall,
                        absences::missing,
                        absences::scripts);
        return rules.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }
}
