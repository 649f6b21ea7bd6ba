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
    private static final String INDENT = "      ";

    private final Terminal terminal;

    StepView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void thinking(int step) {
        line(terminal.dim("  … thinking"));
    }

    @Override
    public void calling(String tool, Map<String, Object> arguments) {
        line("  → " + terminal.bold(tool) + " " + cut(Json.write(arguments), MAX_ARGUMENTS));
    }

    @Override
    public void progress(String tool, String message) {
        line(terminal.dim("    " + Terminal.safe(message)));
    }

    @Override
    public void called(Step step) {
        String mark = step.result().error() ? terminal.red("✗") : terminal.green("✓");
        List<String> lines = Terminal.safe(step.result().text()).lines().toList();
        String head = lines.isEmpty() ? "" : lines.getFirst();
        line("    %s %s%s".formatted(mark, head, terminal.dim("  " + took(step))));
        for (int i = 1; i < Math.min(lines.size(), PREVIEW_LINES); i++) {
            line(
                    terminal.dim(
                            INDENT + cut(lines.get(i), terminal.columns() - INDENT.length() - 1)));
        }
        if (lines.size() > PREVIEW_LINES) {
            int more = lines.size() - PREVIEW_LINES;
            line(terminal.dim(INDENT + "… " + more + (more == 1 ? " more line" : " more lines")));
        }
    }

    private static String took(Step step) {
        return step.took().toMillis() + " ms";
    }

    @Override
    public void note(String message) {
        line(terminal.dim("  ! " + Terminal.safe(message)));
    }

    private void line(String text) {
        terminal.err().println(text);
    }

    private static String cut(String text, int most) {
        String flat = text.replace('\n', '⏎');
        return flat.length() <= most ? flat : flat.substring(0, most) + "…";
    }
}
