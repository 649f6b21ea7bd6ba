package dev.hoopoe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Checks a database file before a model is loaded, so that a wrong name is an early error. */
final class SqliteFile {
    /** The SQLite file format, 1.3: the first 16 bytes. */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private SqliteFile() {}

    static Path require(String origin, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "%s: there is no file %s. Name an existing SQLite file."
                            .formatted(origin, file));
        }
        if (!isSqlite(origin, file)) {
            throw new UsageException(
                    "%s: %s is no SQLite database. Name a file that sqlite3 can open."
                            .formatted(origin, file));
        }
        return file;
    }

    /** An empty file is a database without tables. */
    private static boolean isSqlite(String origin, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC.length);
            return head.length == 0 || Arrays.equals(head, MAGIC);
        } catch (IOException e) {
            throw new UsageException(
                    "%s: %s cannot be read. Check its permissions.".formatted(origin, file));
        }
    }
}
