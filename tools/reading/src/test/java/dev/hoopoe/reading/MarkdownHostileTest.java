package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time and length of the Markdown of hostile pages grow no faster than the pages. */
class MarkdownHostileTest {
    private static final int SMALL = 60_000;
    private static final int FACTOR = 4;

    /** Hash tables and buffers double, so that work seems to grow a little faster than pages. */
    private static final double MOST = 2.2;

    static Stream<String> shapes() {
        return HostilePages.SHAPES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void workGrowsNoFasterThanThePage(String shape) {
        IntFunction<String> pages = HostilePages.shape(shape);
        long small = work(pages.apply(SMALL));
        long large = work(pages.apply(SMALL * FACTOR));
        assertThat((double) large).isLessThan(MOST * FACTOR * small + 5_000_000);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theMarkdownOfAMegabyteEndsSoonAndStaysShort(String shape) {
        String html = HostilePages.shape(shape).apply(1_000_000);
        String markdown =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> render(html));
        assertThat(markdown).hasSizeLessThan(2 * html.length() + Growth.LEAST_CHARS);
    }

    /** Bytes that rendering allocates: copying is what quadratic rendering does, and it counts. */
    private static long work(String html) {
        Document page = Jsoup.parse(html, "https://site.test/d/");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        new MarkdownRenderer(page).render(page.body());
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String render(String html) {
        Document page = Jsoup.parse(html, "https://site.test/d/");
        return new MarkdownRenderer(page).render(page.body());
    }
}
