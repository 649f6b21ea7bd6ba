package dev.hoopoe.scraping.browser;

import java.io.IOException;
import java.nio.file.Path;

/** Where tests find Playwright's driver. */
public final class DriverFolder {
    private DriverFolder() {}

    /** Unpacked below a folder of the test. */
    public static Path in(Path folder) throws IOException {
        return Driver.unpacked(folder);
    }
}
