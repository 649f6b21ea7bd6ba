package dev.hoopoe.documents;

/**
 * A passage as an index holds it.
 *
 * @param key the location of its file
 * @param collection whose it is, or "" for a file that is only in the workspace
 * @param path of its file, as whoever indexed it wrote it
 * @param url the address of a kept page, or ""
 * @param title of the document, or ""
 * @param fetched when a kept page came (ISO 8601), or ""
 * @param model whose vector it has, or ""
 * @param passage the text and its place
 */
record StoredPassage(
        String key,
        String collection,
        String path,
        String url,
        String title,
        String fetched,
        String model,
        Passage passage) {
    /** One file may be in several collections. */
    record Identity(String key, String page, int from, String text) {}

    Identity identity() {
        return new Identity(key, passage.page(), passage.from(), passage.text());
    }

    /** What an embedding model reads: the text under all that is above it. */
    String embedded() {
        String above =
                passage.heading().startsWith(title) || title.isEmpty()
                        ? passage.heading()
                        : title + " > " + passage.heading();
        boolean said = above.isBlank() || passage.text().startsWith("#");
        return said ? passage.text() : above + "\n" + passage.text();
    }
}
