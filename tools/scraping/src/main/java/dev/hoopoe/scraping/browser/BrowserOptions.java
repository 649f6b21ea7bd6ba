package dev.hoopoe.scraping.browser;

import dev.hoopoe.tools.Downloads;
import dev.hoopoe.tools.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a user decides about the browser.
 *
 * @param remote a browser elsewhere that is used instead of one here
 * @param maxSessions sessions at the same time
 * @param idle after so long without a call a session is closed
 * @param profiles folder for saved log-ins, made on need, readable by the user alone
 * @param secrets what may be typed without being seen
 * @param downloads where downloads, pictures and PDF files go
 * @param uploads where files for upload fields come from
 */
public record BrowserOptions(
        Optional<RemoteBrowser> remote,
        int maxSessions,
        Duration idle,
        Path profiles,
        List<Secret> secrets,
        Optional<Downloads> downloads,
        Optional<Workspace> uploads) {
    /** A browser page costs about 60 MB. */
    public static final int DEFAULT_MAX_SESSIONS = 8;

    /** Time to think and to come back. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(15);

    public BrowserOptions {
        secrets = List.copyOf(secrets);
    }

    /** Defaults, with saved log-ins in a folder of their own. */
    public static BrowserOptions defaults(Path profiles) {
        return new BrowserOptions(
                Optional.empty(),
                DEFAULT_MAX_SESSIONS,
                DEFAULT_IDLE,
                profiles,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** These, with a place for downloads. */
    public BrowserOptions withDownloads(Downloads place) {
        return new BrowserOptions(
                remote, maxSessions, idle, profiles, secrets, Optional.of(place), uploads);
    }

    /** These, with the user's files for upload fields. */
    public BrowserOptions withUploads(Workspace workspace) {
        return new BrowserOptions(
                remote, maxSessions, idle, profiles, secrets, downloads, Optional.of(workspace));
    }

    /** These, with a browser elsewhere. */
    public BrowserOptions withRemote(RemoteBrowser browser) {
        return new BrowserOptions(
                Optional.of(browser), maxSessions, idle, profiles, secrets, downloads, uploads);
    }

    /** These, with secrets to type. */
    public BrowserOptions withSecrets(List<Secret> more) {
        return new BrowserOptions(remote, maxSessions, idle, profiles, more, downloads, uploads);
    }

    /** These, with other limits. */
    public BrowserOptions withLimits(int sessions, Duration idleTime) {
        return new BrowserOptions(
                remote, sessions, idleTime, profiles, secrets, downloads, uploads);
    }
}
