package dev.hoopoe.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser that the person uses, where the system can open it. */
final class SystemBrowser {
    private SystemBrowser() {}

    /** Opens an address, and does not wait; false where nothing can open it. */
    static boolean open(URI address) {
        if (!hasScreen()) {
            return false;
        }
        try {
            new ProcessBuilder(command(address.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(String address) {
        String system = system();
        if (system.contains("win")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        return List.of(system.contains("mac") ? "open" : "xdg-open", address);
    }

    private static boolean hasScreen() {
        String system = system();
        return system.contains("win")
                || system.contains("mac")
                || System.getenv("DISPLAY") != null
                || System.getenv("WAYLAND_DISPLAY") != null;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("darwin") ? "mac" : name;
    }
}
