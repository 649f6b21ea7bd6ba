package dev.hoopoe.scraping.browser;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A node of Playwright's accessibility snapshot. Filled while it is read, not changed afterwards.
 *
 * @param role the ARIA role, or {@code text}
 * @param name accessible name, or ""
 * @param ref by which an action names it, or ""
 * @param flags such as {@code checked} or {@code level=2}
 * @param value text, or the value of a field
 * @param children in order
 */
record SnapshotNode(
        String role,
        String name,
        String ref,
        Set<String> flags,
        String value,
        List<SnapshotNode> children) {

    static SnapshotNode of(String role, String name, String ref, String value) {
        return new SnapshotNode(role, name, ref, new HashSet<>(), value, new ArrayList<>());
    }

    boolean is(String flag) {
        return flags.contains(flag);
    }

    boolean is(Set<String> roles) {
        return roles.contains(role);
    }
}
