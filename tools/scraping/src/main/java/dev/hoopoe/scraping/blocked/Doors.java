package dev.hoopoe.scraping.blocked;

import dev.hoopoe.scraping.blocked.Problem.Kind;
import dev.hoopoe.scraping.blocked.Sign.Place;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /** A question about age is short. */
    static final int AGE_GATE_CHARS = 1_200;

    /** Locked articles whose only sign is their markup show less than this. */
    static final int SOLD_CHARS = 1_800;

    private static final int MANY_ITEMS = 4;
    private static final int FEW_LINKS = 3;
    private static final int MANY_LINKS = 30;
    private static final String CMP =
            "#qc-cmp2-container, #didomi-host, [id^=sp_message_container], #usercentrics-root,"
                    + " #onetrust-consent-sdk, #cmpbox, #cmpwrapper, .fc-consent-root, #iubenda-cs-banner,"
                    + " #CybotCookiebotDialog, #truste-consent-track, #cookiefirst-root, .klaro,"
                    + " [id^=axeptio], #truste-consent-content, [id*=cookiewall], [id*=cookie-wall],"
                    + " [class*=cookie-wall], #cookie-wall, .cookie-wall, .cookiewall, #consent-wall, .consent-wall, #consent-page";
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
                            + "|advertis|16|18|20|21|alcohol|drinking|adult|erwachsen|volljährig|majeur|adult|alkohol|alcool|alkoholl|ålder|zgod|rodo|danych|çerez|kişisel|쿠키|동의|개인정보|akkoord|derden|publicit|abonn|unterstütz|support us|soutenir|adverten|годов|лет");
    private static final Pattern LOGIN_TALK =
            Pattern.compile(
                    "log ?in|sign ?in|account|password|member|register|session|permission|access|anmeld|konto"
                            + "|passwort|connect|compte|sesión|cuenta|conta|accedi|account|войти|войдите|аккаунт|登录|ログイン");

    /** A number of years, or a word for those who have them, in a question or a demand. */
    private static final Pattern AGE =
            Pattern.compile(
                    "\\b(?:16|18|20|21|eighteen|twenty-one)\\+?\\s?(?:years|year old|or older|or over|jahre|ans|años|anos|anni|jaar|år|lat\\b|yaş|лет|ára)"
                            + "|over (?:18|21|eighteen)|(?:18|21)\\+ to|(?:18|20|21)\\s?(?:歳|岁|歲|세)"
                            + "|(?:über|mindestens|plus de|mayor de|maior de|más de|mais de|ouder dan|över|fyllt|powyżej|ukończon\\S+) (?:16|18|20|21)"
                            + "|date of birth|legal (?:drinking )?age|of legal age|verify your age|confirm your age|age verification"
                            + "|volljährig|majeur|mayor de edad|maior de idade|maggiorenne|pełnoletni|myndig|reşit|совершеннолет|年齢確認|年龄|성인");

    private static final Pattern COOKIES =
            Pattern.compile(
                    "cookie|ciasteczk|çerez|쿠키|クッキー|gdpr|rodo\\b|dsgvo|consent|einwillig|zgod|samtyck|toestemming|akkoord"
                            + "|godkänn|personal data|datenschutz|vie privée|privacidad|dados pessoais|dati personali|danych osobowych"
                            + "|персональн|隐私|同意|동의");
    private static final String LOCKS =
            "[class*=paywall], [id*=paywall], [class*=regwall], [class*=-wall], [class*=locked],"
                    + " [data-tag*=locked], [class*=upgrade-cta], [class*=premium-], [class*=members-only],"
                    + " [class*=subscriber-only], [class*=content-gate], [class*=contentgate]";
    private static final String OFFERS =
            LOCKS
                    + ", [class*=fade], [class*=gradient], [class*=truncat], [class*=teaser],"
                    + " [class*=offer], [class*=subscription], [class*=upsell], [id*=barrier], [class*=barrier], [class*=gate], [class*=preview]";
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
        boolean alone = look.otherChars(LOGIN_TALK) < OTHER_CHARS && !look.has("article, pre, th");
        if (!alone) {
            return Optional.empty();
        }
        boolean password = passwordInContent();
        Optional<Sign> title = signs.words(Kind.LOGIN, Place.TITLE);
        Optional<Sign> text = signs.words(Kind.LOGIN, Place.TEXT);
        boolean moved = !look.answer().asked().equals(look.answer().url());
        if (sentToLogin() && (password || (moved && (title.isPresent() || text.isPresent())))) {
            return found(Kind.LOGIN, "the address " + look.answer().url().getPath());
        }
        if (password && (title.isPresent() || text.isPresent() || bareForm())) {
            return title.or(() -> text)
                    .map(Guards::seen)
                    .or(() -> found(Kind.LOGIN, "a password field and little else"));
        }
        boolean little =
                look.mainChars() < Guards.VERY_LITTLE_CHARS && look.items(LOGIN_TALK) < MANY_ITEMS;
        return text.filter(s -> little).map(Guards::seen);
    }

    private boolean bareForm() {
        return look.proseChars() < OTHER_CHARS && look.items(LOGIN_TALK) < MANY_ITEMS;
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
        if (look.has(CMP) && look.charsBeside(CMP) < BESIDE_CHARS) {
            return found(Kind.CONSENT, "a consent dialog and no other text");
        }
        if (look.otherChars(CONSENT_TALK) >= OTHER_CHARS || contentBeside() || !asks()) {
            return Optional.empty();
        }
        Optional<Sign> sign = signs.words(Kind.CONSENT, Place.TEXT);
        if (signs.count(Kind.CONSENT, Place.TEXT) >= 2) {
            return sign.map(Guards::seen);
        }
        String text = look.text();
        Matcher age = AGE.matcher(text);
        if (age.find() && text.length() < AGE_GATE_CHARS) {
            return found(Kind.CONSENT, "\"" + age.group() + "\" in its text");
        }
        boolean data = COOKIES.matcher(text).results().count() >= 2;
        return data && (sign.isPresent() || look.has("button, input[type=submit]"))
                ? found(Kind.CONSENT, "it speaks of consent alone")
                : Optional.empty();
    }

    /** Something to answer with. */
    private boolean asks() {
        return look.has("button, form, input, [role=button]") || look.count("a[href]") >= 2;
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
        boolean product = (mark.isPresent() || look.has(LOCKS)) && (said >= 1 || fewWords());
        if (declared || (product && look.proseChars() < SOLD_CHARS)) {
            return mark.map(Guards::seen)
                    .or(() -> found(Kind.PAYWALL, "a lock in the page's structure"));
        }
        boolean titled =
                signs.of(Kind.PAYWALL, Sign.Strength.WORDS, Place.TEXT)
                        .anyMatch(sign -> look.title().contains(sign.text()));
        return (said >= 2 || titled) && fewWords() && look.has(OFFERS)
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
