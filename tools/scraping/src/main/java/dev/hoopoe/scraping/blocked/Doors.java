package dev.hoopoe.scraping.blocked;

import dev.hoopoe.scraping.blocked.Problem.Kind;
import dev.hoopoe.scraping.blocked.Sign.Place;
import dev.hoopoe.scraping.blocked.Sign.Strength;
import java.util.Optional;
import java.util.regex.Pattern;

/** Walls that a person can pass: log-in, consent, payment. */
final class Doors {
    /** A page with a log-in form and more running text than this is content. */
    static final int FORM_PROSE_CHARS = 500;

    /** Locked articles show less than this. */
    static final int TEASER_CHARS = 3_000;

    /** Running text that is not about cookies, on a page that is no consent wall. */
    static final int OTHER_CHARS = 150;

    /** Text beside a consent dialog, such as the site's name, where the dialog is all there is. */
    static final int BESIDE_CHARS = 150;

    /** A locked page may show no more of the article than this, and say so by its markup alone. */
    static final int FIRST_WORDS_CHARS = 600;

    private static final int FEW_LINKS = 3;
    private static final int MANY_LINKS = 30;
    private static final String CMP =
            "#qc-cmp2-container, #didomi-host, [id^=sp_message_container], #usercentrics-root,"
                    + " #onetrust-consent-sdk, #cmpbox, #cmpwrapper, .fc-consent-root, #iubenda-cs-banner,"
                    + " #CybotCookiebotDialog, #truste-consent-track, #cookiefirst-root, .klaro,"
                    + " #cookie-wall, .cookie-wall, .cookiewall, #consent-wall, .consent-wall, #consent-page";
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final String PASSWORD = "input[type=password]";
    private static final Pattern LOGIN_PATH =
            Pattern.compile(
                    "(?i)[/._-](?:log-?in|sign-?in|logon|signon|auth|authwall|authorize|oauth2?|saml2?"
                            + "|sso|cas|accounts?/login|session/new|wp-login|users/sign_in|idp|adfs)"
                            + "(?:[/._?;-]|$)");
    private static final Pattern CONSENT_TALK =
            Pattern.compile(
                    "cookie|consent|privacy|partner|personal data|personali[sz]|tracking|datenschutz"
                            + "|einwillig|werbung|nutzungsdaten|tracken|vie privée|données|traceur|privacidad|datos"
                            + "|publicidad|dados|privacidade|dati|pubblicit|файл|隐私|同意|クッキー|プライバシー"
                            + "|advertis|18|21|alcohol|drinking|adult|erwachsen|volljährig|majeur|adult|alkohol|alcool");
    private static final Pattern LOGIN_TALK =
            Pattern.compile(
                    "log ?in|sign ?in|account|password|member|register|session|permission|access|anmeld|konto"
                            + "|passwort|connect|compte|sesión|cuenta|conta|accedi|account|войти|войдите|аккаунт|登录|ログイン");
    private static final Pattern AGE =
            Pattern.compile("18|21|\\bage\\b|birth|maggiorenne|mayor de edad|volljährig");
    private static final String FREE_FALSE = "isaccessibleforfree";

    private final Look look;
    private final Signs signs;

    Doors(Look look, Signs signs) {
        this.look = look;
        this.signs = signs;
    }

    Optional<Problem> login() {
        if (look.status() == UNAUTHORIZED) {
            return found(Kind.LOGIN, "status 401");
        }
        if (look.proseChars() >= FORM_PROSE_CHARS) {
            return Optional.empty();
        }
        boolean password = passwordInContent();
        Optional<Sign> title = signs.words(Kind.LOGIN, Place.TITLE);
        Optional<Sign> text = signs.words(Kind.LOGIN, Place.TEXT);
        if (sentToLogin() && (password || title.isPresent() || text.isPresent())) {
            return found(Kind.LOGIN, "the address " + look.answer().url().getPath());
        }
        if (password && (title.isPresent() || text.isPresent())) {
            return title.or(() -> text).map(Guards::seen);
        }
        boolean alone =
                look.mainChars() < Guards.VERY_LITTLE_CHARS
                        && look.otherChars(LOGIN_TALK) < OTHER_CHARS
                        && !look.has("article, pre, table");
        return text.filter(s -> alone).map(Guards::seen);
    }

    /** A log-in box in a header belongs to pages with content. */
    private boolean passwordInContent() {
        return look.all(PASSWORD).stream()
                .anyMatch(field -> field.closest("header, nav, aside, footer") == null);
    }

    private boolean sentToLogin() {
        String address = look.answer().url().toString();
        return LOGIN_PATH.matcher(address).find();
    }

    Optional<Problem> consent() {
        Optional<Sign> address = signs.mark(Kind.CONSENT);
        boolean moved = !look.answer().asked().equals(look.answer().url());
        if (address.isPresent() && moved) {
            return address.map(Guards::seen);
        }
        boolean dialog = look.has(CMP);
        long said = signs.count(Kind.CONSENT, Place.TEXT);
        if (dialog && look.charsBeside(CMP) < BESIDE_CHARS) {
            return found(Kind.CONSENT, "a consent dialog and no other text");
        }
        boolean age =
                signs.of(Kind.CONSENT, Strength.WORDS, Place.TEXT)
                        .anyMatch(sign -> AGE.matcher(sign.text()).find());
        boolean wall = look.otherChars(CONSENT_TALK) < OTHER_CHARS && !contentBeside();
        return (said >= 2 || (said == 1 && age)) && wall
                ? signs.words(Kind.CONSENT, Place.TEXT).map(Guards::seen)
                : Optional.empty();
    }

    /** A menu, an article, or chapters: walls have none. */
    private boolean contentBeside() {
        return look.has("article, table, main h2")
                || look.count("nav a[href], header a[href]") > FEW_LINKS
                || look.count("a[href]") > MANY_LINKS;
    }

    Optional<Problem> paywall() {
        if (look.status() == PAYMENT_REQUIRED) {
            return found(Kind.PAYWALL, "status 402");
        }
        if (look.proseChars() >= TEASER_CHARS || declaredFree()) {
            return Optional.empty();
        }
        Optional<Sign> mark = signs.mark(Kind.PAYWALL);
        long said = signs.count(Kind.PAYWALL, Place.TEXT);
        boolean declared = mark.filter(s -> s.text().contains(FREE_FALSE)).isPresent();
        boolean product = mark.isPresent() && (said >= 1 || fewWords());
        if (declared || product) {
            return mark.map(Guards::seen);
        }
        return said >= 2 && (fewWords() || look.has(".fade, [class*=fade], [class*=gradient]"))
                ? signs.words(Kind.PAYWALL, Place.TEXT).map(Guards::seen)
                : Optional.empty();
    }

    private boolean fewWords() {
        return look.proseChars() < FIRST_WORDS_CHARS && look.has("article, h1");
    }

    private boolean declaredFree() {
        String markup = look.place(Place.MARKUP).replace(" ", "").replace("\"", "");
        return markup.contains(FREE_FALSE + ":true") && !markup.contains(FREE_FALSE + ":false");
    }

    private static Optional<Problem> found(Kind kind, String evidence) {
        return Optional.of(new Problem(kind, evidence));
    }
}
