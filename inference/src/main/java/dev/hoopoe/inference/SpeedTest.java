package dev.hoopoe.inference;

import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Measures how fast a model runs on this machine. Prompts are new each time, so that nothing of
 * them is remembered; answers are held to letters, so that they do not end early.
 *
 * @param promptTokens about how long the prompts are
 * @param outputTokens how long the answers are
 * @param rounds how often each is measured
 */
public record SpeedTest(int promptTokens, int outputTokens, int rounds) {
    private static final String WORD = " bird";
    private static final Path STATUS = Path.of("/proc/self/status");

    public SpeedTest {
        if (promptTokens < 1 || outputTokens < 2 || rounds < 1) {
            throw new IllegalArgumentException(
                    "A speed test of %d prompt tokens, %d output tokens and %d rounds cannot be."
                            .formatted(promptTokens, outputTokens, rounds));
        }
    }

    /**
     * What was measured, one figure a round.
     *
     * @param promptSpeed prompt tokens a second
     * @param outputSpeed output tokens a second, after the first
     * @param firstTokenMs milliseconds from a question of a few words to its first token
     * @param again milliseconds to the first token of a long prompt that is remembered
     */
    public record Result(
            List<Double> promptSpeed,
            List<Double> outputSpeed,
            List<Double> firstTokenMs,
            List<Double> again) {}

    /**
     * Runs.
     *
     * @param onRound hears how many rounds are done
     * @throws ContextOverflowException if prompt and answer do not fit into the context
     */
    public Result run(ToolCallingModel model, Consumer<Integer> onRound) {
        Result result =
                new Result(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            String words = "Round " + round + ":" + WORD.repeat(promptTokens);
            Completion reading = model.complete(request(words, 1));
            int read = reading.usage().promptTokens() - reading.usage().cachedTokens();
            result.promptSpeed.add(1000.0 * read / reading.timings().promptMs());
            Completion writing = model.complete(request("Round " + round + ".", outputTokens));
            Timings timings = writing.timings();
            double writingMs = timings.totalMs() - timings.waitMs() - timings.promptMs();
            result.outputSpeed.add(1000.0 * (writing.usage().outputTokens() - 1) / writingMs);
            result.firstTokenMs.add((double) timings.waitMs() + timings.promptMs());
            Completion reread = model.complete(request(words, 1));
            result.again.add((double) reread.timings().promptMs());
            onRound.accept(round + 1);
        }
        return result;
    }

    private static CompletionRequest request(String question, int output) {
        return CompletionRequest.of(List.of(UserMessage.from(question)))
                .withConstraint(new Constraint.Gbnf("root ::= [a-z ]{100000}"))
                .withReasoningTokens(0)
                .withMaxOutputTokens(output);
    }

    /** The most memory that this process has had so far, in bytes; where the system tells. */
    public static OptionalLong peakMemory() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
