package dev.hoopoe.reading;

import java.util.List;

/** Reads what is text already: plain text, Markdown, CSV, JSON, XML. Stateless. */
public final class PlainReader {
    private PlainReader() {}

    /** The text as it is, with line feeds as line ends. */
    public static Page read(String text) {
        return new Page("", text.replace("\r\n", "\n").replace('\r', '\n').strip(), List.of());
    }
}
