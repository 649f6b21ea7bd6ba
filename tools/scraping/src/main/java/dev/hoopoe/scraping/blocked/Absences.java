package dev.hoopoe.scraping.blocked;

import dev.hoopoe.scraping.blocked.Problem.Kind;
import dev.hoopoe.scraping.blocked.Sign.Place;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pages without content: there is none, or it comes with scripts. */
final class Absences {
    /** A page that says "not found" and more than this says something else as well. */
    static final int MISSING_PROSE_CHARS = 450;

    /** A missing page's own words, where its title does not say so. */
    static final int MISSING_CHARS = 700;

    /** A page with scripts and less text than this may get its text from them. */
    static final int LITTLE_CHARS = 200;

    /** A page with this much text is read as sent, whatever it says about scripts. */
    static final int ENOUGH_CHARS = 2_000;

    /** What a page says until its scripts have run. */
    static final int LOADING_CHARS = 900;

    /** A shell is short; longer sources bring their content along. */
    static final int SHELL_CHARS = 100_000;

    /** A page with less text than this shows a label at most. */
    static final int LABEL_CHARS = 60;

    /** A page that asks for scripts and says more than this without them is read as sent. */
    static final int WANTING_CHARS = 250;

    /** Running text about something else, on a page that exists. */
    static final int OTHER_CHARS = 200;

    private static final Pattern TALK =
            Pattern.compile(
                    "404|page|find|found|exist|remov|moved|delet|expired|available|search|home ?page|url|address|link|mistyp|typo|sorry|closed|domain|filled|sold"
                            + "|seite|gefunden|verfügbar|suche|startseite|annonce|retir|trouv|cherch|recherch|lien|página|encontr|enlace|inicio|pagina|trov"
                            + "|страниц|объявлен|найд|удал|页面|頁面|删除|找不到|ページ|記事|削除|삭제|없|ilan|sayfa|bulun|niet|gevonden|strona|znalezion|sidan|hittade");
    private static final int OK = 200;
    private static final Pattern NUMBER =
            Pattern.compile("(?:(?:http )?(?:error|erreur|fehler)[: ]*)?404(?: ?error)?[.!]?");
    private static final Pattern TELLING_PATH = Pattern.compile("/[^/]+/.+|/.*[\\d-].*");
    private static final String ROOTS =
            "#root, #app, #__next, #__nuxt, #svelte, #___gatsby, #ember-app, #main-app, #reactRoot, #react-root, #reactroot, app-root,"
                    + " [data-reactroot], [ng-app], [ng-version], flutter-view";
    private static final Pattern ASKS =
            Pattern.compile(
                    "(?:enable|requires?|needs?|turn on|activate|without|allow|support)\\W+(?:\\w+\\W+){0,3}javascript"
                            + "|javascript\\W+(?:\\w+\\W+){0,5}(?:enabled?|required|disabled|aktivier|activ|erforderlich|nécessaire|habilit|ativ|abilit)"
                            + "|(?:aktivieren|activer|activez|activar|activa|active|habilite|habilita|ative|attiva|abilita|включите)\\W+(?:\\S+\\W+){0,3}javascript"
                            + "|javascript.{0,12}(?:を有効|启用|啟用)|(?:启用|啟用|开启|включ).{0,12}javascript");
    private static final Pattern GOES =
            Pattern.compile("location\\s*(?:\\.href)?\\s*=|location\\.(?:replace|assign)\\s*\\(");

    private final Look look;
    private final Signs signs;

    Absences(Look look, Signs signs) {
        this.look = look;
        this.signs = signs;
    }

    Optional<Problem> missing() {
        if (look.status() != OK
                || look.proseChars() >= MISSING_PROSE_CHARS
                || look.otherChars(TALK) >= OTHER_CHARS) {
            return Optional.empty();
        }
        Optional<Sign> title = signs.words(Kind.SOFT_404, Place.TITLE);
        Optional<Sign> text =
                signs.words(Kind.SOFT_404, Place.TEXT)
                        .filter(s -> look.mainChars() < MISSING_CHARS && look.items(TALK) < 3);
        return title.or(() -> text).map(Guards::seen).or(this::numbered).or(this::sentHome);
    }

    private Optional<Problem> numbered() {
        boolean number =
                look.title().matches("404(?!\\p{L}).*")
                        || NUMBER.matcher(look.title()).matches()
                        || look.all("h1, h2").stream()
                                .map(h -> h.text().strip().toLowerCase(Locale.ROOT))
                                .anyMatch(h -> NUMBER.matcher(h).matches());
        return number && look.mainChars() < MISSING_CHARS
                ? Optional.of(new Problem(Kind.SOFT_404, "\"404\" in its title"))
                : Optional.empty();
    }

    private Optional<Problem> sentHome() {
        URI asked = look.answer().asked();
        URI url = look.answer().url();
        boolean home = url.getPath().length() <= 1 && url.getRawQuery() == null;
        boolean moved = home && TELLING_PATH.matcher(String.valueOf(asked.getPath())).matches();
        return moved && String.valueOf(asked.getHost()).equals(url.getHost())
                ? Optional.of(new Problem(Kind.SOFT_404, asked.getPath() + " led to the home page"))
                : Optional.empty();
    }

    Optional<Problem> scripts() {
        if (!look.scripted() || look.noscript().length() >= ENOUGH_CHARS) {
            return Optional.empty();
        }
        boolean said =
                look.chars() < ENOUGH_CHARS
                        && !look.has("article, pre, code")
                        && ASKS.matcher(look.text()).find();
        boolean wanting =
                (look.proseChars() < WANTING_CHARS && (said || emptyRoot())) || emptyShell();
        boolean asked = said || ASKS.matcher(look.noscript()).find();
        boolean labels = !look.has("h1, h2, p, article, main") || look.chars() < LABEL_CHARS;
        boolean little = look.chars() < LITTLE_CHARS && (asked || labels || emptyRoot());
        if (!little && !wanting) {
            return Optional.empty();
        }
        return Optional.of(new Problem(Kind.JS_REQUIRED, why(asked)));
    }

    private String why(boolean asked) {
        if (asked) {
            return "it asks for JavaScript";
        }
        if (emptyRoot()) {
            return "its root element is empty";
        }
        return GOES.matcher(look.code()).find()
                ? "a script leads to another page"
                : "scripts and only " + look.chars() + " characters of text";
    }

    private boolean emptyRoot() {
        return look.all(ROOTS).stream().anyMatch(root -> !root.hasText());
    }

    private boolean emptyShell() {
        return look.chars() < LOADING_CHARS
                && look.answer().html().length() < SHELL_CHARS
                && look.all("body > div[id*=root i], body > div[id*=app i]").stream()
                        .anyMatch(root -> !root.hasText() && root.childrenSize() == 0);
    }
}
