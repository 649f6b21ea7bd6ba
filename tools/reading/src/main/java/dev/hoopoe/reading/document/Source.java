package dev.hoopoe.reading.document;

import java.util.Optional;

/**
 * The bytes of a document, and what is said about them, which is believed only where the bytes do
 * not tell themselves. Immutable as long as nobody writes to the bytes, which are not copied.
 */
public final class Source {
    private final byte[] bytes;
    private final String name;
    private final Optional<String> mediaType;
    private final String url;

    /**
     * @param bytes not copied: nobody may write to them while they are read
     * @param name file name or last part of an address, for its extension and for messages
     * @param mediaType as a server declared it, such as {@code text/csv; charset=utf-8}
     * @param url the document's own address, against which links resolve, or ""
     */
    public Source(byte[] bytes, String name, Optional<String> mediaType, String url) {
        this.bytes = bytes;
        this.name = name;
        this.mediaType = mediaType;
        this.url = url;
    }

    /** A file on this machine. */
    public static Source file(byte[] bytes, String name) {
        return new Source(bytes, name, Optional.empty(), "");
    }

    byte[] bytes() {
        return bytes;
    }

    String name() {
        return name;
    }

    Optional<String> mediaType() {
        return mediaType;
    }

    String url() {
        return url;
    }
}
