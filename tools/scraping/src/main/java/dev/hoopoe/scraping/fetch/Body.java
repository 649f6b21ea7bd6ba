package dev.hoopoe.scraping.fetch;

/** The bytes of an answer, and whether the answer went on beyond the size limit. */
public final class Body {
    private final byte[] bytes;
    private final boolean cut;

    Body(byte[] bytes, boolean cut) {
        this.bytes = bytes;
        this.cut = cut;
    }

    /** The bytes themselves, not a copy; read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether there was more. */
    public boolean cut() {
        return cut;
    }
}
