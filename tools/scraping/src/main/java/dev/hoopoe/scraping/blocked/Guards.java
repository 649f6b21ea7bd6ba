package dev.hoopoe.scraping.blocked;

import dev.hoopoe.scraping.blocked.Problem.Kind;
import dev.hoopoe.scraping.blocked.Sign.Place;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Walls against machines: challenges, refusals, limits. */
final class Guards {
    /** A page with more running text than this is content. */
    static final int RICH_CHARS = 1_500;

    /** A wall's own words are no more than this. */
    static final int LITTLE_CHARS = 1_500;

    /** With a status of success, words alone convince only on a page with less than this. */
    static final int VERY_LITTLE_CHARS = 700;

    /** Running text about something else, on a page that is no wall. */
    static final int OTHER_CHARS = 150;

    /** So many things in a list are content. */
    private static final int MANY_ITEMS = 3;

    private static final int FEW_LINKS = 6;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Set<Integer> REFUSED = Set.of(403, 406, 418, 451, 456, 999);
    private static final String FIELDS =
            "textarea, input[type=email], input[type=password], input[type=tel], input[type=search],"
                    + " input[type=file], input[type=radio], select";

    /** What guards speak of, in the languages that most of the web is written in. */
    private static final Pattern TALK =
            Pattern.compile(
                    "robot|human|browser|cookie|javascript|request|access|secur|traffic|network|block"
                            + "|captcha|verif|puzzle|ip[ -]address|your ip|ray id|reference|incident|vpn|proxy"
                            + "|administrator|webmaster|support|limit|wait|retry|try again|too many|quota|unusual"
                            + "|automat|suspicious|protect|firewall|permission|region|countr|refresh|reload|abuse|denied"
                            + "|mensch|zugriff|sicherheit|anfrage|netzwerk|gesperrt|versuchen|minuten"
                            + "|humain|accès|sécurité|requête|navigateur|réseau|réessay|bloqu"
                            + "|humano|acceso|seguridad|solicitud|navegador|tráfico|intent|acesso|segurança|tente"
                            + "|umano|accesso|sicurezza|richiest|riprova"
                            + "|робот|доступ|браузер|запрос|безопасн|попробуйте|защит"
                            + "|验证|驗證|安全|访问|訪問|请求|請求|浏览器|网络|稍后|频繁"
                            + "|アクセス|ブラウザ|リクエスト|セキュリティ|ロボット|認証|しばらく");

    private final Look look;
    private final Signs signs;

    Guards(Look look, Signs signs) {
        this.look = look;
        this.signs = signs;
    }

    private boolean failed() {
        return look.status() >= UNAUTHORIZED;
    }

    /** Nothing on the page but the wall. */
    private boolean alone() {
        return look.mainChars() < LITTLE_CHARS
                && look.proseChars() < RICH_CHARS
                && look.otherChars(TALK) < OTHER_CHARS
                && (failed() || !listing());
    }

    private boolean listing() {
        return look.has("th, article") || look.items(TALK) >= MANY_ITEMS;
    }

    /** The same, where the status does not help: walls have no menus either. */
    private boolean quiteAlone() {
        return failed()
                ? alone()
                : alone()
                        && look.mainChars() < VERY_LITTLE_CHARS
                        && look.count("a[href]") <= FEW_LINKS
                        && !look.has("code, pre");
    }

    Optional<Problem> captcha() {
        if (!alone()) {
            return Optional.empty();
        }
        return signs.mark(Kind.CAPTCHA)
                .filter(s -> failed() || look.count("a[href]") <= FEW_LINKS)
                .or(() -> signs.words(Kind.CAPTCHA, Place.ADDRESS))
                .or(() -> signs.said(Kind.CAPTCHA).filter(s -> active() && quiteAlone()))
                .or(() -> signs.words(Kind.CAPTCHA, Place.MARKUP).filter(s -> bare()))
                .map(Guards::seen);
    }

    /** Something acts on the visitor: it is no note about challenges. */
    private boolean active() {
        boolean active = look.scripted() || look.has("form, iframe, input, button, canvas");
        return active && !look.has(FIELDS);
    }

    /** No form that a visitor would have come for. */
    private boolean bare() {
        return quiteAlone()
                && !look.has(FIELDS)
                && look.count("input:not([type]), input[type=text]") < 2
                && !look.place(Place.MARKUP).contains("api.js?render=")
                && !look.place(Place.MARKUP).contains("data-size=\"invisible\"");
    }

    /** What only a guard's product leaves. */
    Optional<Problem> refusedByProduct() {
        // The same products also say that there were too many requests.
        return signs.mark(Kind.BLOCKED)
                .filter(s -> signs.said(Kind.RATE_LIMITED).isEmpty())
                .filter(s -> alone() && (failed() || look.count("a[href]") <= FEW_LINKS))
                .map(Guards::seen);
    }

    Optional<Problem> limited() {
        if (look.status() == TOO_MANY) {
            return Optional.of(new Problem(Kind.RATE_LIMITED, "status 429"));
        }
        boolean later = look.answer().has("retry-after") && alone();
        if (later && (look.status() == UNAVAILABLE || quiteAlone())) {
            return Optional.of(new Problem(Kind.RATE_LIMITED, "a Retry-After header"));
        }
        return signs.words(Kind.RATE_LIMITED, Place.TITLE)
                .filter(s -> alone() && look.mainChars() < VERY_LITTLE_CHARS)
                .or(() -> signs.words(Kind.RATE_LIMITED, Place.TEXT).filter(s -> quiteAlone()))
                .map(Guards::seen);
    }

    Optional<Problem> blocked() {
        Optional<Problem> said =
                signs.said(Kind.BLOCKED).filter(s -> quiteAlone()).map(Guards::seen);
        boolean refused = REFUSED.contains(look.status()) && alone() && !listing();
        return said.isEmpty() && refused
                ? Optional.of(new Problem(Kind.BLOCKED, "status " + look.status()))
                : said;
    }

    static Problem seen(Sign sign) {
        String where =
                switch (sign.place()) {
                    case MARKUP -> "in its source";
                    case TITLE -> "in its title";
                    case TEXT -> "in its text";
                    case ADDRESS -> "in its address";
                    case HEADER -> "in its headers";
                };
        return new Problem(sign.kind(), "\"" + sign.text() + "\" " + where);
    }
}
