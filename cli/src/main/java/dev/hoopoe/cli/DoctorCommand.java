package dev.hoopoe.cli;

import dev.hoopoe.tools.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Looks at each part and says how to mend it; exit status 1 if one is broken.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--json", description = "Print a JSON list of part, state, text and remedy.")
    private boolean json;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Doctor(shell).look();
        Terminal terminal = shell.terminal();
        if (json) {
            terminal.out().println(Json.write(findings.stream().map(DoctorCommand::map).toList()));
        } else {
            Table table = new Table("", "part", "is");
            for (Finding finding : findings) {
                String remedy = finding.remedy().isEmpty() ? "" : " → " + finding.remedy();
                table.row(finding.state().sign(), finding.part(), finding.text() + remedy);
            }
            terminal.out().print(table.text(terminal.columns()));
        }
        return findings.stream().anyMatch(f -> f.state() == Finding.State.BROKEN) ? 1 : 0;
    }

    private static Map<String, Object> map(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("part", finding.part());
        map.put("state", finding.state().name().toLowerCase(Locale.ROOT));
        map.put("text", finding.text());
        map.put("remedy", finding.remedy());
        return map;
    }
}
