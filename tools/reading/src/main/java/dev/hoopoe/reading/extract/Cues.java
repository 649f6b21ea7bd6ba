package dev.hoopoe.reading.extract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/**
 * What the names that authors give to elements hint at: a bit for each kind of hint, found in the
 * words of {@code class}, {@code id}, {@code role} and the like. One page, one thread.
 */
final class Cues {
    /** Each line is one kind of hint: its name, then the words that give it. */
    private static final String[] KINDS = {
        "nav nav navigation menu menus navbar sidenav topnav subnav navlinks megamenu dropdown hamburger drawer",
        "breadcrumb breadcrumb breadcrumbs crumb crumbs",
        "footer footer foot bottom colophon contentinfo copyright legal",
        "header header head masthead topbar banner top",
        "sidebar sidebar side aside rail secondary complementary column gutter right left",
        "related related recommended recommendation recommendations recommend similar more also upnext readmore further"
                + " suggested suggestions recirc recirculation outbrain taboola",
        "popular popular trending trend latest recent top10 mostread mostpopular featured",
        "comment comment comments commentlist disqus respond discussion",
        "share share sharing social addtoany sharethis facebook twitter pinterest whatsapp linkedin instagram follow",
        "ad ad ads advert advertisement adsense sponsor sponsored sponsors dfp gpt promo promotion promotions promoted",
        "newsletter newsletter subscribe subscription signup optin mailchimp mailing email",
        "cookie cookie cookies consent gdpr privacy onetrust cmp ccpa",
        "modal modal popup overlay dialog lightbox popover tooltip toast alert alertdialog notification notice",
        "pager pagination pager paging pages paginate prev previous next loadmore",
        "author author authors byline bio writer contributor vcard avatar profile",
        "meta meta metadata date time timestamp published updated posted pubdate datepublished info",
        "tag tag tags category categories cat topics topic label labels badge keyword keywords taxonomy",
        "content content contents main primary body page maincontent contentbody",
        "article article articlebody articletext story storybody post posts entry entrycontent postcontent postbody"
                + " blog single blogpost hentry",
        "text text paragraph prose richtext rte wysiwyg markdown copy description summary excerpt textblock",
        "title title headline heading subtitle heading1 hed dek lede intro standfirst subheading",
        "product product products pdp item sku",
        "price price prices cart basket checkout buy shop add quantity wishlist stock shipping",
        "review review reviews rating ratings stars testimonial testimonials ugc",
        "spec spec specs specification specifications features feature details detail attributes",
        "media image images img photo photos gallery video figure media picture slideshow thumb thumbnail",
        "caption caption credit credits figcaption wpcaption source",
        "hero hero jumbotron splash cover spotlight",
        "card card cards tile tiles teaser teasers grid listing results result collection",
        "list list items ul li",
        "carousel carousel slider slide slides swiper slick owl",
        "forum forum thread threads message messages reply replies postbit bbcode topicbody",
        "quote quote quoted blockquote pullquote quoteheader",
        "signature signature sig usertitle userinfo user username member poster online badge",
        "search search searchbox searchbar autocomplete",
        "filter filter filters facet facets sort sorting sortby refine refinement",
        "form form forms input field fieldset select option login signin register account contact",
        "faq faq faqs accordion question answer qa toggle collapse collapsible",
        "toc toc tableofcontents outline onthispage anchors scrollspy",
        "widget widget widgets block module sidebarwidget",
        "hidden hidden hide invisible sr visually screen reader offscreen skip d-none noprint printonly collapsed",
        "cta cta button btn action actions buttons link links download",
        "doc doc docs documentation docitem api reference guide sphinx rst mkdocs docutils",
        "code code highlight codehilite pre prettyprint sourcecode",
        "table table tables row cell td tr",
        "tool toolbar tools print bookmark save like likes vote votes votecell",
        "note note footnote footnotes reference references cite citation disclaimer",
        "brand logo brand site sitename tagline",
        "lang lang language languages locale country currency region switcher",
        "paywall paywall premium locked gate metered piano",
        "live live score ticker weather stock market",
        "event event events calendar schedule agenda",
        "team team partner partners client clients logos award awards",
        "edit edit history talk wiki mw mwparser editsection catlinks",
    };

    static final int COUNT = KINDS.length;
    private static final Map<String, Long> WORDS = words();
    private static final int SHORTEST_COMPOUND = 7;
    private static final int SHORTEST_PART = 3;

    /** Long names are data; their first words say what they say. */
    private static final int MAX_CHARS = 200;

    private static final int MAX_WORDS = 16;

    private static final List<String> ATTRIBUTES =
            List.of("class", "id", "role", "itemprop", "aria-label", "data-testid");

    private final Map<String, Names> seen = new HashMap<>();

    static long bit(String name) {
        for (int kind = 0; kind < COUNT; kind++) {
            if (name(kind).equals(name)) {
                return 1L << kind;
            }
        }
        throw new IllegalArgumentException("There is no kind of hint called " + name + ".");
    }

    static String name(int kind) {
        return KINDS[kind].substring(0, KINDS[kind].indexOf(' '));
    }

    private static Map<String, Long> words() {
        Map<String, Long> words = new HashMap<>();
        for (int kind = 0; kind < KINDS.length; kind++) {
            String[] line = KINDS[kind].split(" ", -1);
            for (int i = 1; i < line.length; i++) {
                words.merge(line[i], 1L << kind, (a, b) -> a | b);
            }
        }
        return words;
    }

    /** The hints of an element's own names. */
    Names of(Element element) {
        Names names = Names.NONE;
        if (element.attributesSize() > 0) {
            for (String attribute : ATTRIBUTES) {
                String value = element.attr(attribute);
                if (!value.isEmpty()) {
                    names = names.and(value(value));
                }
            }
        }
        String tag = element.normalName();
        return tag.indexOf('-') > 0 ? names.and(value(tag)) : names;
    }

    private Names value(String value) {
        Names known = seen.get(value);
        if (known == null) {
            known = read(value);
            seen.put(value, known);
        }
        return known;
    }

    private static Names read(String value) {
        long mask = 0;
        int[] hashes = new int[MAX_WORDS];
        int count = 0;
        int end = Math.min(value.length(), MAX_CHARS) + 1;
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < end; i++) {
            char c = i + 1 < end ? value.charAt(i) : ' ';
            boolean upper = c >= 'A' && c <= 'Z';
            boolean hump = upper && i > 0 && Character.isLowerCase(value.charAt(i - 1));
            boolean letter = upper || (c >= 'a' && c <= 'z');
            if (hump || !letter) {
                mask |= word(word.toString());
                if (word.length() > 1 && count < MAX_WORDS) {
                    hashes[count++] = word.toString().hashCode();
                }
                word.setLength(0);
            }
            if (letter) {
                word.append(upper ? (char) (c + 32) : c);
            }
        }
        return new Names(mask, Arrays.copyOf(hashes, count));
    }

    private static long word(String word) {
        if (word.length() < 2) {
            return 0;
        }
        Long whole = WORDS.get(word);
        if (whole != null || word.length() < SHORTEST_COMPOUND) {
            return whole == null ? 0 : whole;
        }
        for (int cut = SHORTEST_PART; cut <= word.length() - SHORTEST_PART; cut++) {
            Long first = WORDS.get(word.substring(0, cut));
            Long second = WORDS.get(word.substring(cut));
            if (first != null && second != null) {
                return first | second;
            }
        }
        return 0;
    }
}
