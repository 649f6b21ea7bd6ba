package dev.hoopoe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "extract",
        description = {
            "Writes the main content of saved web pages: every .html, .htm, .html.gz and .htm.gz under one folder"
                    + " becomes NAME.txt, NAME.md or NAME.json under another.",
            "json: one object with url, title, author, date, language, siteName, description, image, type, text,"
                    + " markdown, jsonLd, microdata, openGraph."
        },
        mixinStandardHelpOptions = true)
final class ExtractCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The pages.")
    private Path in = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write; made if missing.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, markdown (the default) or json.")
    private String format = "markdown";

    @Option(
            names = "--url-base",
            paramLabel = "URL",
            description =
                    "The address that the pages' folder was saved from; relative links resolve against it.")
    private String base = "";

    ExtractCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(in)) {
            throw new UsageException(
                    "\"%s\" is no folder. --in names the folder with the pages.".formatted(in));
        }
        ExtractFolder folder = new ExtractFolder(shell.terminal(), in, out, format(), base);
        return folder.run() ? 0 : 1;
    }

    private ExtractFormat format() {
        for (ExtractFormat each : ExtractFormat.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(format)) {
                return each;
            }
        }
        throw new UsageException(
                "\"%s\" is no format. Choose text, markdown or json.".formatted(format));
    }
}
