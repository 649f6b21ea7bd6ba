package dev.hoopoe.mcp.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts a list into pages; a cursor names the list and where the next page begins. */
final class Cursor {
    private final String list;
    private final int size;

    /**
     * @param list the member of the result that holds it
     * @param size things on a page
     */
    Cursor(String list, int size) {
        this.list = list;
        this.size = size;
    }

    /** Things that must be known to cut the page that begins at the cursor. */
    int needed(@Nullable Object cursor) throws RpcException {
        return start(cursor) + size + 1;
    }

    <T> Map<String, Object> page(
            List<T> all, @Nullable Object cursor, Function<T, Map<String, Object>> describe)
            throws RpcException {
        int from = Math.min(start(cursor), all.size());
        int to = Math.min(from + size, all.size());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(list, all.subList(from, to).stream().map(describe).toList());
        if (to < all.size()) {
            result.put("nextCursor", encode(list + ":" + to));
        }
        return result;
    }

    private int start(@Nullable Object cursor) throws RpcException {
        if (cursor == null) {
            return 0;
        }
        try {
            String text =
                    new String(
                            Base64.getUrlDecoder().decode(cursor.toString()),
                            StandardCharsets.UTF_8);
            if (text.startsWith(list + ":")) {
                int from = Integer.parseInt(text.substring(list.length() + 1));
                if (from > 0 && from <= Catalogue.MAX_LISTED) {
                    return from;
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw RpcException.invalid(
                "The cursor is none of this list. Leave it out to begin at the first page.");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
