package dev.hoopoe.reading.document;

/** The formats that are read. */
public enum Format {
    PDF(true),
    DOCX(true),
    XLSX(true),
    PPTX(true),
    ODT(true),
    ODS(true),
    ODP(true),
    EPUB(true),
    /** Only what it says about itself. */
    IMAGE(true),
    FEED(false),
    HTML(false),
    JSON(false),
    CSV(false),
    TEXT(false);

    private final boolean packed;

    Format(boolean packed) {
        this.packed = packed;
    }

    /** Whether the document is more than text, so that its bytes say nothing to a reader. */
    public boolean packed() {
        return packed;
    }
}
