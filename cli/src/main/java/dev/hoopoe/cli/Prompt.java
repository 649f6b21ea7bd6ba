package dev.hoopoe.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.MaskingCallback;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of a chat come from: a person's terminal with editing and history, or a pipe.
 * Used by one thread.
 */
sealed interface Prompt extends AutoCloseable {
    /** The next line, stripped, "" for one that was given up; null at the end. */
    @Nullable String read(String prompt);

    /** The answer to a question of ours; not kept among what was typed before. */
    @Nullable String answer(String question);

    /** A line that begins as this one, and that the person may change. */
    @Nullable String edited(String question, String line);

    /** Whether somebody is there to be asked. */
    boolean person();

    /** Runs work that Ctrl-C stops by calling {@code stop}, where there is a Ctrl-C to hear. */
    void interruptible(Runnable stop, Runnable work);

    @Override
    void close();

    /** The terminal where stdin and stdout are one, otherwise the lines of stdin. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
    static Prompt open(Path history, Completer completer) throws IOException {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? OnTerminal.open(history, completer)
                : new Piped(System.in);
    }

    /** A person's terminal. */
    record OnTerminal(org.jline.terminal.Terminal screen, LineReader reader) implements Prompt {
        private static final int HISTORY_LINES = 2_000;
        private static final String NEW_LINE = "hoopoe-new-line";

        private static OnTerminal open(Path history, Completer completer) throws IOException {
            org.jline.terminal.Terminal screen =
                    TerminalBuilder.builder().system(true).dumb(true).build();
            LineReader reader =
                    LineReaderBuilder.builder()
                            .terminal(screen)
                            .completer(completer)
                            .parser(new ChatParser())
                            .variable(LineReader.HISTORY_FILE, ownersOnly(history))
                            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "… ")
                            // A question may hold "!" and must arrive as it was typed.
                            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                            .build();
            reader.getWidgets()
                    .put(
                            NEW_LINE,
                            () -> {
                                reader.getBuffer().write('\n');
                                return true;
                            });
            Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
                    .bind(new Reference(NEW_LINE), KeyMap.alt('\r'), KeyMap.alt('\n'));
            return new OnTerminal(screen, reader);
        }

        /** Questions may be private, and the reader would make the file readable for all. */
        private static Path ownersOnly(Path history) throws IOException {
            Files.createDirectories(history.toAbsolutePath().getParent());
            boolean posix = history.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix && !Files.exists(history)) {
                Files.createFile(
                        history,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            return history;
        }

        @Override
        public @Nullable String read(String prompt) {
            try {
                return ChatParser.joined(reader.readLine(prompt)).strip();
            } catch (UserInterruptException e) {
                return "";
            } catch (EndOfFileException e) {
                return null;
            }
        }

        @Override
        public @Nullable String answer(String question) {
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            try {
                return read(question);
            } finally {
                reader.setVariable(LineReader.DISABLE_HISTORY, false);
            }
        }

        @Override
        public @Nullable String edited(String question, String line) {
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            try {
                return reader.readLine(question, null, (MaskingCallback) null, line).strip();
            } catch (UserInterruptException | EndOfFileException e) {
                return null;
            } finally {
                reader.setVariable(LineReader.DISABLE_HISTORY, false);
            }
        }

        @Override
        public boolean person() {
            return true;
        }

        @Override
        public void interruptible(Runnable stop, Runnable work) {
            SignalHandler before = screen.handle(Signal.INT, signal -> interrupt(stop));
            try {
                work.run();
            } finally {
                screen.handle(Signal.INT, before);
            }
        }

        /** The terminal has just echoed "^C" into the line. */
        private void interrupt(Runnable stop) {
            screen.writer().println();
            screen.flush();
            stop.run();
        }

        @Override
        public void close() {
            try {
                screen.close();
            } catch (IOException e) {
                throw new FailedException("The terminal cannot be closed: " + e.getMessage());
            }
        }
    }

    /** Lines of stdin, one question each; nothing is echoed. */
    final class Piped implements Prompt {
        private final BufferedReader lines;

        Piped(InputStream stdin) {
            lines = new BufferedReader(new InputStreamReader(stdin, StandardCharsets.UTF_8));
        }

        @Override
        public @Nullable String read(String prompt) {
            try {
                String line = lines.readLine();
                return line == null ? null : line.strip();
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public @Nullable String answer(String question) {
            return read(question);
        }

        @Override
        public @Nullable String edited(String question, String line) {
            return read(question);
        }

        @Override
        public boolean person() {
            return false;
        }

        @Override
        public void interruptible(Runnable stop, Runnable work) {
            try (Interrupt _ = new Interrupt(stop)) {
                work.run();
            }
        }

        @Override
        public void close() {
            // stdin is the process's.
        }
    }
}
