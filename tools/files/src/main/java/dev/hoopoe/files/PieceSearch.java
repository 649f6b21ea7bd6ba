package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches files one after the other, keeping the folder open that the last one was in. A file is
 * decoded only where its bytes hold what a match requires. Used by one thread.
 */
final class PieceSearch implements Closeable {
    private static final int BLOCK = 128 << 10;

    private final FileWorkspace workspace;
    private final LineSearch.Wanted wanted;
    private final LineHits hits;
    private final Call call;
    private final byte[] block = new byte[BLOCK];
    private @Nullable Place folderPlace;
    private @Nullable Folder folder;

    PieceSearch(FileWorkspace workspace, LineSearch.Wanted wanted, LineHits hits, Call call) {
        this.workspace = workspace;
        this.wanted = wanted;
        this.hits = hits;
        this.call = call;
    }

    void file(Walk.Item file) {
        if (file.bytes() > LineSearch.MAX_FILE_BYTES) {
            hits.skip();
            return;
        }
        try (SeekableByteChannel channel = open(file.place())) {
            if (mayMatch(channel)) {
                lines(file.place(), channel.position(0));
            }
        } catch (IOException | ToolException unreadable) {
            // One file that vanished or may not be read must not end the search of the others.
            hits.skip();
        }
    }

    private SeekableByteChannel open(Place place) throws IOException {
        List<String> names = place.names();
        String name = names.getLast();
        Folder in = folder(place.in(names.subList(0, names.size() - 1)));
        BasicFileAttributes attributes = in.attributes(name);
        if (attributes == null) {
            throw Faults.changed(place.shown());
        }
        FileWorkspace.requireRegular(place, attributes);
        return in.read(name);
    }

    private Folder folder(Place place) throws IOException {
        if (folder != null && place.equals(folderPlace)) {
            return folder;
        }
        close();
        Folder opened =
                switch (workspace.walk(place)) {
                    case Target.Top top -> top.folder();
                    case Target.Existing existing -> inside(existing);
                    case Target.Missing missing -> throw gone(missing);
                };
        folder = opened;
        folderPlace = place;
        return opened;
    }

    private static Folder inside(Target.Existing existing) throws IOException {
        try (existing) {
            return existing.parent().folder(existing.name());
        }
    }

    private static ToolException gone(Target.Missing missing) throws IOException {
        missing.close();
        return Faults.changed(missing.place().shown());
    }

    /** Reads block by block; the end of each is looked at again with the next one. */
    private boolean mayMatch(SeekableByteChannel channel) throws IOException {
        if (wanted.required().isEmpty()) {
            return true;
        }
        ByteFinder required = wanted.required().get();
        int kept = 0;
        boolean first = true;
        while (true) {
            int read = fill(channel, kept);
            int end = kept + read;
            if ((first && wide(end)) || required.in(block, end)) {
                return true;
            }
            if (end < block.length) {
                return false;
            }
            call.checkCancelled();
            kept = required.length() - 1;
            System.arraycopy(block, end - kept, block, 0, kept);
            first = false;
        }
    }

    private int fill(SeekableByteChannel channel, int from) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block, from, block.length - from);
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer);
        }
        return buffer.position() - from;
    }

    /** Whether the bytes begin with the mark of UTF-16, which has no ASCII bytes in a row. */
    private boolean wide(int end) {
        int mark = end < 2 ? 0 : (block[0] & 0xFF) << 8 | (block[1] & 0xFF);
        return mark == 0xFFFE || mark == 0xFEFF;
    }

    private void lines(Place place, SeekableByteChannel channel) throws IOException {
        InputStream in = Channels.newInputStream(channel);
        byte[] head = Decoding.head(in);
        Optional<Decoding> text = Decoding.of(head);
        if (text.isPresent()) {
            lines(place, new LineReader(head, in, text.get(), call));
        }
    }

    private void lines(Place place, LineReader reader) throws IOException {
        int number = 0;
        for (String line = reader.next(); line != null && !hits.full(); line = reader.next()) {
            number++;
            if (wanted.exact().test(line)) {
                hits.exact(place, number, line);
            } else if (wanted.loose().isPresent()
                    && hits.wantsLoose()
                    && wanted.loose().get().test(line)) {
                hits.loose(place, number, line);
            }
        }
    }

    @Override
    public void close() {
        if (folder != null) {
            try {
                folder.close();
            } catch (IOException e) {
                // It was opened for reading: nothing can be lost.
                folder = null;
            }
        }
        folder = null;
        folderPlace = null;
    }
}
