package dev.hoopoe.files;

import dev.hoopoe.reading.document.Documents;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

/** {@code file_read}: the text of a file, a range of its lines, or the parts about something. */
final class ReadText {
    /** Bytes of a file that are shown as a whole or searched for a focus. */
    static final int MAX_WHOLE_BYTES = 4 << 20;

    /** Bytes through which a range of lines is looked for, and lines are counted. */
    static final long MAX_SCANNED_BYTES = 1L << 30;

    private final FileWorkspace workspace;

    ReadText(FileWorkspace workspace) {
        this.workspace = workspace;
    }

    Reply read(FileTools.Read in, Call call) {
        FileWorkspace.Opened file = workspace.read(in.path());
        try (InputStream bytes = Channels.newInputStream(file.channel())) {
            byte[] head = bytes.readNBytes(MAX_WHOLE_BYTES);
            if (Documents.packed(head)) {
                return new DocumentContent(file, head, bytes, call).read(in);
            }
            boolean whole = file.attributes().size() <= head.length;
            Reply reply =
                    Decoding.of(head)
                            .map(d -> new TextContent(file, d, head, bytes, whole, call))
                            .map(t -> t.read(in))
                            .orElseGet(() -> binary(file, head));
            return reply.source(new Source.File(file.place().shown()));
        } catch (IOException e) {
            throw Faults.explain(file.place().shown(), e);
        }
    }

    private static Reply binary(FileWorkspace.Opened file, byte[] head) {
        String size = Sizes.of(file.attributes().size());
        return Reply.of(
                        "%s is %s of %s; it has no text to show."
                                .formatted(file.place().shown(), BinaryKind.of(head), size))
                .fact("src", file.place().shown())
                .fact("bytes", file.attributes().size());
    }
}
