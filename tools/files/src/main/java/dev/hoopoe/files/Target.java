package dev.hoopoe.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Where a path led: each component was opened without following links. The caller closes it. */
sealed interface Target extends Closeable {
    /** The place that was reached, after the links inside the roots. */
    Place place();

    /** A root itself. */
    record Top(Place place, Folder folder) implements Target {
        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    /** Something in an open folder; no link. */
    record Existing(Place place, Folder parent, String name, BasicFileAttributes attributes)
            implements Target {
        @Override
        public void close() throws IOException {
            parent.close();
        }
    }

    /**
     * Nothing yet.
     *
     * @param parent the deepest folder of the path that exists
     * @param rest the names below it that do not, at least one
     */
    record Missing(Place place, Folder parent, List<String> rest) implements Target {
        @Override
        public void close() throws IOException {
            parent.close();
        }
    }
}
