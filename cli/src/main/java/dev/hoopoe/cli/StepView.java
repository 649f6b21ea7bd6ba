package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.Step;
import dev.hoopoe.tools.Json;
import java.util.List;
import java.util.Map;

/** Shows each step of a question on stderr as it happens. */
final class StepView implements AgentListener {
    private static final int MAX_ARGUMENTS = 300;
    private static final int PREVIEW_LINES = 6;
    private static final int PREVIEW_COLUMNS = 160;

    private final Terminal terminal;
    private final boolean streaming;
    private boolean inText;

    /**
     * @param streaming whether the pieces of the answer are shown too
     */
    StepView(Terminal terminal, boolean streaming) {
        this.terminal = terminal;
        this.streaming = streaming;
    }

    @Override
    public void thinking(int step) {
        line(terminal.dim("  … thinking"));
    }

    @Override
    public void text(String piece) {
        if (streaming && !piece.isEmpty()) {
            inText = !piece.endsWith("\n");
            terminal.err().print(piece);
            terminal.err().flush();
        }
    }

    @Override
    public void calling(String tool, Map<String, Object> arguments) {
        line("  → " + terminal.bold(tool) + " " + cut(Json.write(arguments), MAX_ARGUMENTS));
    }

    @Override
    public void progress(String tool, String message) {
        line(terminal.dim("    " + message));
    }

    @Override
    public void called(Step step) {
        String mark = step.result().error() ? terminal.red("✗") : terminal.green("✓");
        List<String> lines = step.result().text().lines().toList();
        line(
                "    "
                        + mark
                        + " "
                        + lines.getFirst()
                        + terminal.dim(" " + step.took().toMillis() + " ms"));
        for (int i = 1; i < Math.min(lines.size(), PREVIEW_LINES); i++) {
            line(terminal.dim("      " + cut(lines.get(i), PREVIEW_COLUMNS)));
        }
        if (lines.size() > PREVIEW_LINES) {
            line(terminal.dim("      … " + (lines.size() - PREVIEW_LINES) + " more lines"));
        }
    }

    @Override
    public void note(String message) {
        line(terminal.dim("  ! " + message));
    }

    private void line(String text) {
        if (inText) {
            terminal.err().println();
            inText = false;
        }
        terminal.err().println(text);
    }

    private static String cut(String text, int most) {
        String flat = text.replace('\n', '⏎');
        return flat.length() <= most ? flat : flat.substring(0, most) + "…";
    }
}
