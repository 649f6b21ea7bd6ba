package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.FilePayload;
import dev.hoopoe.tools.Downloads;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/** Brings files from pages to the user's folder and from there to pages. Thread-safe. */
final class FileExchange implements Performer.Files {
    /** The largest file that is uploaded. */
    static final int MAX_UPLOAD_BYTES = 20 << 20;

    private final Optional<Downloads> downloads;
    private final Optional<Workspace> uploads;

    FileExchange(Optional<Downloads> downloads, Optional<Workspace> uploads) {
        this.downloads = downloads;
        this.uploads = uploads;
    }

    // What leaves the machine is the user's decision, whatever page or model asks for it.
    @Override
    public FilePayload upload(String path, String host, Turn turn) {
        Workspace workspace =
                uploads.orElseThrow(() ->
                        new ToolException(
                                "Uploads need a folder of the user.", "Start Hoopoe with one."));
        try (InputStream in = workspace.open(path)) {
            byte[] bytes = in.readNBytes(MAX_UPLOAD_BYTES + 1);
            if (bytes.length > MAX_UPLOAD_BYTES) {
                throw new ToolException(
                        path + " is larger than " + MAX_UPLOAD_BYTES + " bytes.",
                        "Ask the user to upload it.");
            }
            String question = "Upload " + path + " (" + bytes.length + " bytes) to " + host + "?";
            if (!turn.call().ask(question)) {
                throw new ToolException(
                        "The user did not allow the upload of " + path + " to " + host + ".",
                        "Ask the user, or use browser_ask_user.");
            }
            String name = path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
            return new FilePayload(name, "application/octet-stream", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String save(Download download, LiveSession session, Turn turn) {
        String name = download.suggestedFilename();
        if (downloads.isEmpty()) {
            download.cancel();
            return "download " + name + " not kept: there is no folder for downloads";
        }
        Runnable limit =
                () -> {
                    if (session.downloadedBytes() > Downloads.DEFAULT_MAX_BYTES) {
                        session.lane().cut();
                    }
                };
        try (Turn.Watch _ = turn.watching(limit);
                InputStream in = Files.newInputStream(download.path())) {
            String kept = downloads.get().save(name, in);
            return "downloaded " + kept;
        } catch (PlaywrightException | IOException e) {
            return "download " + name + " failed: too large, too slow, or broken off";
        } finally {
            forget(download);
        }
    }

    private static void forget(Download download) {
        try {
            download.delete();
        } catch (PlaywrightException e) {
            // Its page went away, and its file with it.
            System.getLogger(FileExchange.class.getName())
                    .log(System.Logger.Level.DEBUG, "A download was gone", e);
        }
    }

    /** Keeps what was made of a page, such as a picture. */
    String keep(String name, byte[] bytes) {
        Downloads place =
                downloads.orElseThrow(() ->
                        new ToolException(
                                "There is no folder for pictures and PDF files.",
                                "Use show=text or show=controls."));
        try {
            return place.save(name, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
