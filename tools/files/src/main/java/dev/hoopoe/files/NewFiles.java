package dev.hoopoe.files;

import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that a person hands over: they are put into one folder of the first root, under a name that
 * is free and plain, and can be taken back by the id of {@code undo}. Thread-safe.
 */
public final class NewFiles {
    /** The folder, below the first root; made when the first file comes. */
    public static final String FOLDER = "uploads";

    /** Bytes that one file may have. */
    public static final int MAX_BYTES = Changes.MAX_CONTENT_BYTES;

    /** Names that are tried for one file: {@code report.csv}, {@code report-2.csv} and so on. */
    static final int MAX_TRIES = 1_000;

    /** Bytes of a name in UTF-8, without the number; file systems take 255. */
    static final int MAX_NAME_BYTES = 180;

    private static final int MAX_ENDING_BYTES = 16;

    private final FileWorkspace workspace;
    private final Changes changes;

    /**
     * @param workspace the folders
     * @param journal where it is kept how to take a file back
     */
    public NewFiles(FileWorkspace workspace, UndoJournal journal) {
        this.workspace = workspace;
        this.changes = new Changes(workspace, journal);
    }

    /**
     * A file that is there now.
     *
     * @param path as the tools read it
     * @param undo by which it is taken back; empty if the same file was there before
     */
    public record Kept(String path, long bytes, String undo) {}

    /**
     * Puts a file there. Nothing is ever overwritten; the same content under the same name is kept
     * once.
     *
     * @param name as the person's machine calls it; what is no letter, digit, dot, dash or
     *     underscore is replaced
     * @throws ToolException if the file is too large, or the folder cannot be written to
     */
    public Kept keep(String name, byte[] content) {
        Place root = workspace.first();
        if (!Files.isWritable(root.root().path())) {
            throw new ToolException(
                    "No file can be put into the folder %s: it cannot be written to."
                            .formatted(root.root().name()),
                    "Start Hoopoe with --root and a folder of yours, or name a file that is there.");
        }
        String plain = plain(name);
        if (content.length > MAX_BYTES) {
            throw new ToolException(
                    "%s has %s; a file that is handed over may have %s."
                            .formatted(plain, Sizes.of(content.length), Sizes.of(MAX_BYTES)),
                    "Copy it into the folder yourself, and name it.");
        }
        for (int i = 1; i <= MAX_TRIES; i++) {
            Kept kept = keep(root.in(List.of(FOLDER, numbered(plain, i))), content);
            if (kept != null) {
                return kept;
            }
        }
        throw new ToolException(
                "There are %,d files called %s already.".formatted(MAX_TRIES, plain),
                "Rename it, or tidy up the folder " + FOLDER + ".");
    }

    private @Nullable Kept keep(Place place, byte[] content) {
        try (Target there = workspace.walk(place)) {
            if (!(there instanceof Target.Missing)) {
                return same(there, content) ? new Kept(place.shown(), content.length, "") : null;
            }
        } catch (IOException e) {
            throw Faults.explain(place.shown(), e);
        }
        try {
            Changes.Done done =
                    changes.change(place, (old, _) -> unless(old, content), RunningCall.quiet());
            return new Kept(done.place().shown(), done.bytes(), done.undo());
        } catch (TakenException e) {
            return null;
        }
    }

    private static boolean same(Target there, byte[] content) throws IOException {
        return there instanceof Target.Existing file
                && file.attributes().isRegularFile()
                && file.attributes().size() == content.length
                && Arrays.equals(Changes.content(file), content);
    }

    private static byte[] unless(byte @Nullable [] old, byte[] content) {
        if (old != null) {
            throw new TakenException();
        }
        return content;
    }

    /** Somebody made a file of that name meanwhile. */
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static String numbered(String name, int number) {
        int ending = ending(name);
        return number == 1
                ? name
                : name.substring(0, ending) + "-" + number + name.substring(ending);
    }

    private static int ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && bytes(name.substring(dot)) <= MAX_ENDING_BYTES ? dot : name.length();
    }

    /** A name without folders, blanks, signs and dots at its ends, in letters of any script. */
    static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain =
                Normalizer.normalize(last, Normalizer.Form.NFC)
                        .replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "_")
                        .replaceAll("\\.{2,}", ".")
                        .replaceAll("^[\\p{M}._-]+|[._-]+$", "");
        int ending = ending(plain);
        String stem = plain.substring(0, ending);
        while (bytes(stem) > MAX_NAME_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return (stem.isEmpty() ? "file" : stem) + plain.substring(ending);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
