package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.SessionSummary;
import dev.hoopoe.inference.models.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes commands, what belongs behind them, and {@code @} with a file's path. */
final class ChatCompleter implements Completer {
    private static final int MAX_FILES = 200;

    private @Nullable Chat chat;

    /** From now on, for this chat. */
    void knows(Chat with) {
        chat = with;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (chat == null) {
            return;
        }
        String word = line.word();
        if (word.startsWith("@")) {
            files(chat.assistant().tools().roots(), word.substring(1), candidates);
        } else if (line.wordIndex() == 0 && word.startsWith("/")) {
            words(candidates);
        } else if (line.wordIndex() == 1) {
            arguments(chat, line.words().getFirst(), candidates);
        }
    }

    private static void words(List<Candidate> candidates) {
        for (ChatWord word : ChatWord.values()) {
            candidates.add(candidate(word.typed(), word.meaning(), true));
        }
    }

    private static void arguments(Chat chat, String word, List<Candidate> candidates) {
        if (word.equals(ChatWord.MODEL.typed())) {
            Catalogue.bundled()
                    .entries()
                    .forEach(entry -> candidates.add(candidate(entry.name(), null, true)));
        } else if (word.equals(ChatWord.RESUME.typed())) {
            for (SessionSummary session : chat.shell().sessions().list()) {
                candidates.add(candidate(session.id(), Terminal.safe(session.title()), true));
            }
        }
    }

    private static Candidate candidate(String text, @Nullable String meaning, boolean whole) {
        return new Candidate(text, text, null, meaning, null, null, whole);
    }

    private static void files(List<Path> roots, String typed, List<Candidate> candidates) {
        int cut = typed.lastIndexOf('/') + 1;
        String folder = typed.substring(0, cut);
        for (Path given : roots) {
            Path root = given.toAbsolutePath().normalize();
            Path inside = root.resolve(folder).normalize();
            if (inside.startsWith(root) && Files.isDirectory(inside)) {
                list(inside, folder, candidates);
            }
        }
    }

    private static void list(Path inside, String folder, List<Candidate> candidates) {
        try (Stream<Path> files = Files.list(inside)) {
            files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MAX_FILES)
                    .forEach(file -> {
                        boolean leaf = !Files.isDirectory(file);
                        String name = "@" + folder + file.getFileName() + (leaf ? "" : "/");
                        candidates.add(candidate(name, null, leaf));
                    });
        } catch (IOException e) {
            // Nothing to offer; whoever types the name is told why by the tool.
        }
    }
}
