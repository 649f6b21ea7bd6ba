package dev.hoopoe.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
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

    /** Whether somebody is there to be asked. */
    boolean person();

    /** Runs work that Ctrl-C stops by calling {@code stop}, where there is a Ctrl-C to hear. */
    void interruptible(Runnable stop, Runnable work);

    @Override
    void close();

    /** The terminal where stdin and stdout are one, otherwise the lines of stdin. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
    static Prompt open() throws IOException {
        Console console = System.console();
        return console != null && console.isTerminal() ? OnTerminal.open() : new Piped();
    }

    /** A person's terminal. */
    record OnTerminal(org.jline.terminal.Terminal screen, LineReader reader) implements Prompt {
        private static OnTerminal open() throws IOException {
            org.jline.terminal.Terminal screen =
                    TerminalBuilder.builder().system(true).dumb(true).build();
            LineReader reader =
                    LineReaderBuilder.builder()
                            .terminal(screen)
                            // A question may hold "!" and must arrive as it was typed.
                            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                            .build();
            return new OnTerminal(screen, reader);
        }

        @Override
        public @Nullable String read(String prompt) {
            try {
                return reader.readLine(prompt).strip();
            } catch (UserInterruptException e) {
                return "";
            } catch (EndOfFileException e) {
                return null;
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
        private final BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

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
