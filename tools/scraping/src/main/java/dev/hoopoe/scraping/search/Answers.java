package dev.hoopoe.scraping.search;

import dev.hoopoe.scraping.sites.Asking;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What one engine answered.
 *
 * @param engine its name
 * @param hits best first
 * @param failure why it did not answer, or ""
 */
public record Answers(String engine, List<Hit> hits, String failure) {
    /** How long slow engines are waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(12);

    public Answers {
        hits = List.copyOf(hits);
    }

    /**
     * Asks all engines at once; one that fails, or is slower than {@link #PATIENCE}, fails alone.
     *
     * @throws dev.hoopoe.tools.CancelledException when the call is cancelled
     */
    public static List<Answers> of(List<Engine> engines, Query query, Asking asking) {
        Duration left = asking.call().remaining();
        Duration patience = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
        List<Callable<List<Hit>>> asked = new ArrayList<>();
        engines.forEach(engine -> asked.add(() -> search(engine, query, asking)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Hit>>> futures =
                    threads.invokeAll(asked, patience.toMillis(), TimeUnit.MILLISECONDS);
            asking.call().checkCancelled();
            List<Answers> answers = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                answers.add(answer(engines.get(i).name(), futures.get(i)));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("The search was interrupted.", "Try again.", e);
        }
    }

    private static List<Hit> search(Engine engine, Query query, Asking asking) {
        return engine.search().apply(query, asking).stream()
                .filter(hit -> hit.url().startsWith("http") && !hit.title().isEmpty())
                .filter(hit -> !engine.general() || onSite(hit, query))
                .filter(hit -> recent(hit, query))
                .limit(query.limit())
                .toList();
    }

    private static boolean onSite(Hit hit, Query query) {
        return query.site()
                .map(site ->
                        hit.url()
                                .matches(
                                        "(?i)https?://(?:[^/?#]*\\.)?\\Q"
                                                + site
                                                + "\\E(?:[:/?#].*)?"))
                .orElse(true);
    }

    private static boolean recent(Hit hit, Query query) {
        return hit.date().isEmpty()
                || query.since().map(day -> hit.date().compareTo(day.toString()) >= 0).orElse(true);
    }

    private static Answers answer(String engine, Future<List<Hit>> future)
            throws InterruptedException {
        try {
            return new Answers(engine, future.get(), "");
        } catch (CancellationException e) {
            return new Answers(engine, List.of(), "did not answer in time");
        } catch (ExecutionException e) {
            String why =
                    e.getCause() instanceof ToolException told
                            ? String.valueOf(told.getMessage())
                            : "failed inside";
            return new Answers(engine, List.of(), why);
        }
    }
}
