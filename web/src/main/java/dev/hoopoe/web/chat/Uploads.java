package dev.hoopoe.web.chat;

import dev.hoopoe.tools.ToolException;

/**
 * Where files go that the person drops on the page, so that the tools can read them. Safe from
 * every thread; whoever made it closes what it needs.
 */
public interface Uploads {
    /** Bytes that one file may have. */
    int maxBytes();

    /**
     * Puts a file there; nothing is overwritten.
     *
     * @param name as the person's machine calls it, and as hostile as any
     * @throws ToolException if it cannot be kept; the message is for people
     */
    Kept keep(String name, byte[] content);

    /**
     * Takes a file away again.
     *
     * @param undo of {@link Kept}
     * @throws ToolException if that cannot be
     */
    void takeBack(String undo);

    /**
     * A file that is there now.
     *
     * @param path as the tools read it
     * @param undo by which it is taken back; empty if the same file was there before
     */
    record Kept(String path, long bytes, String undo) {}
}
