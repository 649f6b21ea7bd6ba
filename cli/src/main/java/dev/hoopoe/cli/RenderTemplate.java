package dev.hoopoe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.inference.template.ChatTemplate;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "render",
        description =
                "Prints the prompt that a chat template makes of a conversation, with nothing added.",
        mixinStandardHelpOptions = true)
final class RenderTemplate implements Callable<Integer> {
    /** Room for a context of a million tokens. */
    static final long MAX_FILE_BYTES = 64L << 20;

    private final Shell shell;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            required = true,
            description = "Jinja source, as 'hoopoe models show MODEL --template' prints it.")
    private Path template = Path.of("");

    @Option(
            names = "--context",
            paramLabel = "FILE",
            required = true,
            description = "JSON: an object with messages, tools, add_generation_prompt, ...")
    private Path context = Path.of("");

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "What the template takes for the time, such as 2026-11-23T12:00:00Z.")
    private @Nullable String now;

    RenderTemplate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Clock clock = clock();
        ChatTemplate chat = ChatTemplate.parse(text(template), clock);
        // Only a whole prompt is printed.
        shell.terminal().out().print(chat.render(variables()));
        return 0;
    }

    private Clock clock() {
        if (now == null) {
            return Clock.system(ZoneId.systemDefault());
        }
        try {
            return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "--now: " + now + " is no time. Write one such as 2026-11-23T12:00:00Z.");
        }
    }

    private Map<String, Object> variables() {
        try {
            Map<String, Object> read =
                    new JsonMapper().readValue(text(context), new TypeReference<>() {});
            if (read == null) {
                throw new FailedException(context + " holds null, not a JSON object.");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new FailedException(
                    "%s is no JSON object (line %d: %s)."
                            .formatted(
                                    context,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()));
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new FailedException(
                        file + " is larger than " + Sizes.bytes(MAX_FILE_BYTES) + ".");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new FailedException("There is no file " + file + ". Check the path.");
        } catch (CharacterCodingException e) {
            throw new FailedException(file + " is not UTF-8 text. Convert it.");
        } catch (IOException e) {
            throw new FailedException(file + " cannot be read (" + e.getMessage() + ").");
        }
    }
}
