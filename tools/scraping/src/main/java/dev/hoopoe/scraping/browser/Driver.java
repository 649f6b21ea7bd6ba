package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.impl.driver.jar.DriverJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Playwright's driver, a Node.js program, unpacked once for each version into the cache. Playwright
 * itself would unpack it anew at each start.
 */
final class Driver {
    /** Names the folder that the driver is started from; Playwright has no other way to say it. */
    private static final String PROPERTY = "playwright.cli.dir";

    private static final String ROOT = "driver/";

    private Driver() {}

    /** Tells Playwright where the driver is, unless somebody did already. */
    static void prepare(Path cache) throws IOException {
        String named = System.getProperty(PROPERTY);
        // A cache that was cleared takes its driver along.
        if (named == null || !Files.isDirectory(Path.of(named))) {
            System.setProperty(PROPERTY, unpacked(cache).toString());
        }
    }

    /** The folder, complete even where several processes unpack it at the same time. */
    static Path unpacked(Path cache) throws IOException {
        Path jar = jar();
        String name = String.valueOf(jar.getFileName()).replace(".jar", "");
        Path folder = cache.resolve("playwright-" + name).toAbsolutePath();
        if (Files.exists(folder)) {
            return folder;
        }
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "playwright-new");
        unpack(jar, fresh);
        try {
            return Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was faster; its copy is the same.
            return folder;
        }
    }

    private static Path jar() throws IOException {
        try {
            return Path.of(
                    DriverJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("Playwright's driver is not in a file", e);
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> entries =
                    Collections.list(file.entries()).stream()
                            .filter(e -> !e.isDirectory() && e.getName().startsWith(ROOT))
                            .toList();
            for (JarEntry entry : entries) {
                Path target = folder.resolve(entry.getName().substring(ROOT.length()));
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
    }
}
