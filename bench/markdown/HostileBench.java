package dev.hoopoe.reading;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * HostileBench us|flexmark SECONDS SIZE... : CPU milliseconds, parsing included, and the length of
 * the Markdown against the page's, for each hostile shape of the tests. A size that takes longer
 * than SECONDS ends the row. It is in the package of the tests' shapes, which are not public.
 */
public final class HostileBench {
    public static void main(String[] arguments) throws Exception {
        boolean us = arguments[0].equals("us");
        int seconds = Integer.parseInt(arguments[1]);
        for (String shape : HostilePages.SHAPES.keySet()) {
            StringBuilder row = new StringBuilder(shape);
            for (int i = 2; i < arguments.length; i++) {
                String html = HostilePages.shape(shape).apply(Integer.parseInt(arguments[i]));
                String cell = timed(html, us, seconds);
                row.append('\t').append(cell);
                if (!Character.isDigit(cell.charAt(0))) {
                    break;
                }
            }
            System.out.println(row);
        }
        System.exit(0);
    }

    private static String timed(String html, boolean us, int seconds) throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor(
                work -> Thread.ofPlatform().daemon().stackSize(64L << 20).unstarted(work));
        Future<String> run = thread.submit(() -> {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            String markdown = us ? render(html) : FlexmarkHtmlConverter.builder().build().convert(html);
            long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            return "%d ms x%.2f".formatted(taken / 1_000_000, (double) markdown.length() / html.length());
        });
        try {
            return run.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "over " + seconds + " s";
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        } finally {
            thread.shutdownNow();
        }
    }

    private static String render(String html) {
        Document page = Jsoup.parse(html, "https://site.test/");
        return new MarkdownRenderer(page).render(page.body());
    }
}
