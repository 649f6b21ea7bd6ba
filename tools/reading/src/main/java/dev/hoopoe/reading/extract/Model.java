package dev.hoopoe.reading.extract;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * What was learnt from pages.
 *
 * @param text knows the words of blocks
 * @param names knows the words of class names
 * @param forest decides, from what both say about a block and those around it, and much else
 */
record Model(Lexicon text, Lexicon names, Forest forest) {
    private static final String RESOURCE = "blocks.model";
    private static final int MAGIC = 0x484F4F50;

    /** Read once, at the first page. */
    private static final class Bundled {
        static final Model MODEL = load();

        private static Model load() {
            try (InputStream in = Model.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(
                            RESOURCE + " is missing from Hoopoe's jar. Build it again.");
                }
                return read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + " is damaged. Build Hoopoe again.", e);
            }
        }
    }

    static Model bundled() {
        return Bundled.MODEL;
    }

    private static Model read(InputStream in) throws IOException {
        DataInputStream data =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(in), 1 << 16));
        if (data.readInt() != MAGIC) {
            throw new IOException(RESOURCE + " is not what train.py writes.");
        }
        return new Model(
                new Lexicon(data, Vocabulary.TEXT),
                new Lexicon(data, Vocabulary.NAMES),
                new Forest(data));
    }
}
