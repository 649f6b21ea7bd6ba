package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.crawl.SiteMap.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a site's addresses so that each folder is named once. */
final class FolderText {
    /** With more folders, they are told by their first part only. */
    static final int MAX_FOLDERS = 60;

    /** Addresses shown of each folder, however many folders there are. */
    static final int LEAST_SHOWN = 3;

    private FolderText() {}

    static String of(SiteMap map, int limit) {
        Map<String, List<Place>> folders = folders(map, Integer.MAX_VALUE);
        if (folders.size() > MAX_FOLDERS) {
            folders = folders(map, 2);
        }
        boolean all = map.pages().size() <= limit;
        int each = Math.max(LEAST_SHOWN, limit / Math.max(1, folders.size()));
        List<String> lines = new ArrayList<>(List.of(map.origin()));
        folders.forEach((folder, pages) -> {
            lines.add(folder + (pages.size() > 1 ? " (" + pages.size() + ")" : ""));
            int shown = all ? pages.size() : Math.min(pages.size(), each);
            pages.stream().limit(shown).forEach(page -> lines.add(line(folder, page)));
            if (shown < pages.size()) {
                lines.add("  … " + (pages.size() - shown) + " more");
            }
        });
        return String.join("\n", lines);
    }

    private static String line(String folder, Place page) {
        String rest = page.path().substring(folder.length());
        return "  " + (rest.isEmpty() ? "." : rest) + (page.allowed() ? "" : " [robots]");
    }

    private static Map<String, List<Place>> folders(SiteMap map, int parts) {
        Map<String, List<Place>> folders = new LinkedHashMap<>();
        for (Place page : map.pages()) {
            folders.computeIfAbsent(folder(page.path(), parts), f -> new ArrayList<>()).add(page);
        }
        return folders;
    }

    private static String folder(String path, int parts) {
        int query = path.indexOf('?');
        String places = query < 0 ? path : path.substring(0, query);
        int end = 0;
        for (int part = 0; part < parts; part++) {
            int slash = places.indexOf('/', end);
            if (slash < 0) {
                break;
            }
            end = slash + 1;
        }
        return places.substring(0, end);
    }
}
