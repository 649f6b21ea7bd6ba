package dev.hoopoe.files;

import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules for names that are about to be created. Existing files keep whatever name they have; a
 * new one should not look like an escape, or be unusable on another system.
 */
final class NewName {
    private static final Pattern WINDOWS_DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private static final Pattern ENCODED = Pattern.compile("(?i)%(2e|2f|5c|00)");

    private NewName() {}

    static void check(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            reject(name, name.chars().anyMatch(Character::isISOControl), "control characters");
            reject(name, name.indexOf('\\') >= 0, "a backslash; folders are separated by /");
            reject(name, name.startsWith(".."), "two dots at its start");
            reject(name, name.indexOf(':') >= 0, "a colon");
            reject(name, ENCODED.matcher(name).find(), "percent-encoded dots or slashes");
            reject(name, WINDOWS_DEVICE.matcher(name).matches(), "the name of a device");
            reject(name, name.startsWith("~") && i < names.size() - 1, "a home folder's ~");
        }
    }

    private static void reject(String name, boolean wrong, String what) {
        if (wrong) {
            throw new ToolException(
                    "The new name %s has %s, which is refused.".formatted(Roots.brief(name), what),
                    "Use a plain name such as answer.txt.");
        }
    }
}
