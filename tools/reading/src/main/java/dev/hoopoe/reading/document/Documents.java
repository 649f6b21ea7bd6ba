package dev.hoopoe.reading.document;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.Page;
import dev.hoopoe.reading.PlainReader;
import dev.hoopoe.reading.TextDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a document of any known format as Markdown. Stateless and thread-safe. The classes of a
 * format are loaded when the first document of that format is read.
 */
public final class Documents {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([\\w:.+-]{1,40})");

    private Documents() {}

    /**
     * Whether a file that starts so is a document whose bytes say nothing to a reader: a PDF, a ZIP
     * package or an image, or an old Office file, of which {@link #read} says what to do.
     *
     * @param head the first kilobyte, or less where there is no more
     */
    public static boolean packed(byte[] head) {
        return Formats.packed(head) || Formats.oldOffice(head);
    }

    /**
     * Reads a document.
     *
     * @param cancelled asked at least every few thousand characters, from the calling thread
     * @throws UnreadableException if it is damaged, protected, beyond a limit or of no known format
     * @throws java.util.concurrent.CancellationException if {@code cancelled} said so
     */
    public static Document read(Source source, Limits limits, BooleanSupplier cancelled) {
        Watch watch = new Watch(limits, source.name(), cancelled);
        if (source.bytes().length > limits.bytes()) {
            throw watch.fault(
                    "is larger than " + (limits.bytes() >> 20) + " MB.",
                    "Read a smaller part of it, or convert it to text first.");
        }
        watch.check();
        try {
            return read(source, watch);
        } catch (StackOverflowError e) {
            throw watch.broken("its parts contain each other without end");
        }
    }

    private static Document read(Source source, Watch watch) {
        byte[] bytes = source.bytes();
        if (ZipParts.is(bytes)) {
            return packaged(new ZipParts(bytes, watch), watch);
        }
        if (PictureReader.is(bytes)) {
            return new PictureReader(watch).read(bytes);
        }
        if (Formats.pdf(bytes)) {
            return new PdfReader(watch).read(bytes);
        }
        if (Formats.oldOffice(bytes)) {
            throw watch.fault(
                    "is an old binary Office file, or has a password.",
                    "Save it as .docx, .xlsx or .pptx without a password, then read that.");
        }
        if (Formats.binary(bytes)) {
            throw watch.fault(
                    "is no document of a known format.",
                    "Known are PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, EPUB, feeds, text and images' data.");
        }
        return text(source, watch);
    }

    private static Document packaged(ZipParts zip, Watch watch) {
        Format format =
                Formats.of(zip)
                        .orElseThrow(() ->
                                watch.fault(
                                        "is a ZIP archive, not a document.",
                                        "Unpack it, then read the files in it."));
        return switch (format) {
            case DOCX -> new WordReader(zip, watch).read();
            case XLSX -> new SheetReader(zip, watch).read();
            case PPTX -> new SlideReader(zip, watch).read();
            case EPUB -> new BookReader(zip, watch).read();
            default -> new OpenReader(zip, watch).read(format);
        };
    }

    private static Document text(Source source, Watch watch) {
        Optional<String> charset =
                source.mediaType().map(CHARSET::matcher).filter(Matcher::find).map(m -> m.group(1));
        String text = TextDecoder.decode(source.bytes(), charset);
        return switch (Formats.of(text, source)) {
            case FEED -> new FeedReader(source, watch).read(text);
            case JSON -> single(Format.JSON, "", JsonText.pretty(text), watch);
            case CSV -> new TableText(text, watch).read("");
            case HTML -> html(source, charset, watch);
            default -> single(Format.TEXT, "", PlainReader.read(text).markdown(), watch);
        };
    }

    private static Document html(Source source, Optional<String> charset, Watch watch) {
        Page page = HtmlReader.read(TextDecoder.decodeHtml(source.bytes(), charset), source.url());
        return single(Format.HTML, page.title(), page.markdown(), watch);
    }

    private static Document single(Format format, String title, String markdown, Watch watch) {
        Sections sections = new Sections(watch);
        sections.add("", markdown);
        return new Document(
                format, title, Map.of(), List.copyOf(sections.all()), sections.truncated());
    }
}
