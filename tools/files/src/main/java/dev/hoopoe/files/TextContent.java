package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An open text file: what {@code file_read} shows of it. Used once. */
final class TextContent {
    private static final int MAX_RANGE_CHARS = 4 << 20;

    private final FileWorkspace.Opened file;
    private final Decoding decoding;
    private final byte[] head;
    private final InputStream rest;
    private final boolean whole;
    private final Call call;

    /**
     * @param head the first bytes of the file
     * @param rest the stream after them
     * @param whole whether the head is all
     */
    TextContent(
            FileWorkspace.Opened file,
            Decoding decoding,
            byte[] head,
            InputStream rest,
            boolean whole,
            Call call) {
        this.file = file;
        this.decoding = decoding;
        this.head = head;
        this.rest = rest;
        this.whole = whole;
        this.call = call;
    }

    Reply read(FileTools.Read in) {
        Optional<LineRange> range = in.lines().map(LineRange::parse);
        try {
            if (range.isPresent()) {
                return range(range.get());
            }
        } catch (IOException e) {
            throw Faults.explain(file.place().shown(), e);
        }
        String text = start();
        Reply reply = Reply.of(text).fact("src", file.place().shown());
        if (in.focus().isPresent()) {
            boolean table = file.place().shown().matches("(?i).*\\.(csv|tsv)");
            String found = new Focus(in.focus().get(), table).of(text, in.max_tokens());
            return new Reply(found, reply.facts(), reply.sources()).fact("lines", count(text));
        }
        return whole ? reply.fact("lines", count(text)) : goesOn(reply);
    }

    // A character that the cut splits would show as a replacement character.
    private String start() {
        String text = decoding.text(head);
        return whole || text.isEmpty() ? text : text.substring(0, text.length() - 1);
    }

    private Reply goesOn(Reply reply) {
        String size = Sizes.of(file.attributes().size());
        String note =
                "\n[the file goes on, it has %s; use lines=FROM-TO or file_search]".formatted(size);
        return new Reply(reply.text() + note, reply.facts(), reply.sources())
                .fact("bytes", file.attributes().size())
                .fact("truncated", true);
    }

    private Reply range(LineRange range) throws IOException {
        StringBuilder shown = new StringBuilder();
        long number = 0;
        long scanned = 0;
        LineReader reader = new LineReader(head, rest, decoding, call);
        String line = reader.next();
        for (; line != null && scanned < ReadText.MAX_SCANNED_BYTES; line = reader.next()) {
            number++;
            scanned += line.length() + 1L;
            if (range.holds(number) && shown.length() < MAX_RANGE_CHARS) {
                shown.append(number).append(": ").append(line).append('\n');
            }
            if (!whole && number >= range.to()) {
                break;
            }
        }
        if (shown.isEmpty()) {
            throw new ToolException(
                    "%s has %d lines, so there is no line %d."
                            .formatted(file.place().shown(), number, range.from()),
                    "Use lines from 1 to " + number + ".");
        }
        Reply reply = Reply.of(shown.toString()).fact("src", file.place().shown());
        return whole ? reply.fact("lines", number) : reply;
    }

    private static long count(String text) {
        long ends = text.chars().filter(c -> c == '\n').count();
        return text.isEmpty() || text.endsWith("\n") ? ends : ends + 1;
    }
}
