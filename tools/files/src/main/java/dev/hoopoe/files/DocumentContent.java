package dev.hoopoe.files;

import dev.hoopoe.reading.document.Document;
import dev.hoopoe.reading.document.Documents;
import dev.hoopoe.reading.document.Limits;
import dev.hoopoe.reading.document.Source;
import dev.hoopoe.reading.document.UnreadableException;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.ToolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** An open PDF, Office document or e-book: what {@code file_read} shows of it. Used once. */
final class DocumentContent {
    private static final Duration GRACE = Duration.ofMillis(500);

    private final FileWorkspace.Opened file;
    private final String path;
    private final byte[] head;
    private final InputStream rest;
    private final Call call;

    /**
     * @param head the first bytes of the file
     * @param rest the stream after them
     */
    DocumentContent(FileWorkspace.Opened file, byte[] head, InputStream rest, Call call) {
        this.file = file;
        this.path = file.place().shown();
        this.head = head;
        this.rest = rest;
        this.call = call;
    }

    Reply read(FileTools.Read in) throws IOException {
        if (in.lines().isPresent()) {
            throw new ToolException(
                    path + " is a document, which has pages, not lines.",
                    "Use pages, like 2-5, or focus.");
        }
        Document document = document();
        String text = in.pages().map(p -> pages(document, p)).orElseGet(document::markdown);
        if (in.focus().isPresent()) {
            text = new Focus(in.focus().get(), false).of(text, in.max_tokens());
        }
        Reply reply = Reply.of(text).fact("src", path);
        if (!document.title().isEmpty()) {
            reply = reply.fact("title", document.title());
        }
        for (Map.Entry<String, String> fact : facts(document)) {
            reply = reply.fact(fact.getKey(), fact.getValue());
        }
        return reply.source(new dev.hoopoe.tools.Source.File(path));
    }

    private static List<Map.Entry<String, String>> facts(Document document) {
        String count = String.valueOf(document.sections().size());
        boolean parts = !document.sections().getFirst().label().isEmpty();
        Map.Entry<String, String> pages = Map.entry("pages", parts ? count : "1");
        return document.truncated()
                ? List.of(pages, Map.entry("truncated", "true"))
                : List.of(pages);
    }

    private Document document() throws IOException {
        Limits limits = limits();
        if (file.attributes().size() > limits.bytes()) {
            throw new ToolException(
                    path
                            + " has "
                            + Sizes.of(file.attributes().size())
                            + "; documents are read up to "
                            + Sizes.of(limits.bytes())
                            + ".",
                    "Ask the user for a smaller copy of it.");
        }
        byte[] bytes =
                new SequenceInputStream(new ByteArrayInputStream(head), rest)
                        .readNBytes(limits.bytes());
        try {
            return Documents.read(Source.file(bytes, path), limits, call::cancelled);
        } catch (UnreadableException e) {
            throw new ToolException(e.problem(), e.nextStep(), e);
        } catch (CancellationException e) {
            call.checkCancelled();
            throw e;
        }
    }

    /** The usual limits, but never longer than the call has left. */
    private Limits limits() {
        Limits usual = Limits.DEFAULT;
        Duration left = call.remaining().minus(GRACE);
        Duration time = left.compareTo(usual.time()) < 0 ? left : usual.time();
        return new Limits(usual.bytes(), usual.decodedBytes(), usual.chars(), usual.pages(), time);
    }

    private String pages(Document document, String pages) {
        LineRange range = LineRange.parse("pages", pages);
        int count = document.sections().size();
        if (range.from() > count) {
            throw new ToolException(
                    "%s has %d pages, so there is no page %d.".formatted(path, count, range.from()),
                    "Use pages from 1 to " + count + ".");
        }
        return document.markdown((int) range.from(), (int) Math.min(range.to(), count));
    }
}
