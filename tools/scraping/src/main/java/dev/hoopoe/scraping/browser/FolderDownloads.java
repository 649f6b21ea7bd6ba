package dev.hoopoe.scraping.browser;

import dev.hoopoe.tools.Downloads;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps downloads in one folder, which is made on need and must be no link. Thread-safe. */
public final class FolderDownloads implements Downloads {
    /** Names like {@code report (2).pdf} that are tried where a name is taken. */
    static final int MAX_SAME_NAMES = 1_000;

    private static final int MAX_NAME_CHARS = 100;
    private static final int MAX_ENDING_CHARS = 12;
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final String shown;
    private final long maxBytes;

    /**
     * @param folder where files go
     * @param shown how the user writes the folder, such as {@code downloads/}, before each name
     */
    public FolderDownloads(Path folder, String shown, long maxBytes) {
        this.folder = folder;
        this.shown = shown;
        this.maxBytes = maxBytes;
    }

    @Override
    public String save(String name, InputStream content) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new ToolException(
                    shown + " is a link, and downloads follow none.",
                    "Ask the user to make it a folder.");
        }
        String safe = safe(name);
        for (int i = 1; i <= MAX_SAME_NAMES; i++) {
            Path file = folder.resolve(numbered(safe, i));
            if (written(file, content)) {
                return shown + file.getFileName();
            }
        }
        throw new ToolException(
                shown + " holds " + MAX_SAME_NAMES + " files named like " + safe + ".",
                "Ask the user to clear it up.");
    }

    // Links are taken names too.
    private boolean written(Path file, InputStream content) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(
                        file, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS)) {
            copy(content, out);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (ToolException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long written = 0;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            written += n;
            if (written > maxBytes) {
                throw new ToolException(
                        "The file is larger than " + maxBytes + " bytes, the limit for downloads.",
                        "Ask the user to fetch it.");
            }
            out.write(buffer, 0, n);
        }
    }

    /** A name without folders, hidden beginnings, or characters that any system refuses. */
    static String safe(String name) {
        String last = name.replace('\\', '/').replaceAll(".*/", "");
        String plain =
                last.replaceAll("[^\\p{L}\\p{N}._ ()+-]", "_").replaceAll("^[. ]+|[. ]+$", "");
        if (plain.isEmpty() || plain.matches("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?")) {
            plain = "file" + plain;
        }
        String ending = ending(plain);
        int room = MAX_NAME_CHARS - ending.length();
        String stem = plain.substring(0, plain.length() - ending.length());
        return stem.substring(0, Math.min(stem.length(), room)) + ending;
    }

    private static String numbered(String name, int number) {
        String ending = ending(name);
        String stem = name.substring(0, name.length() - ending.length());
        return number == 1 ? name : stem + " (" + number + ")" + ending;
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= MAX_ENDING_CHARS ? name.substring(dot) : "";
    }
}
