package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.KvCache;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The states of prompt beginnings on disk, so that a new process need not compute them again.
 *
 * <p>A file is named by the SHA-256 of everything that the state depends on, and holds: a magic
 * number, the number of tokens, the tokens, the length of the state, the state, and a CRC-32C of
 * all before it; little-endian. A file that is damaged, or not of these tokens, is ignored and
 * replaced. The least recently used files leave when all together are too large. Failing to write
 * is no error: the state is then computed next time.
 */
final class PrefixStore implements AutoCloseable {
    /** Shorter beginnings are computed faster than their file is found worth the space. */
    static final int FEWEST_TOKENS = 64;

    private static final long MAGIC = 0x31_58_46_50_4F_4F_48L; // "HOOPFX1"
    private static final String SUFFIX = ".kv";
    private static final String UNFINISHED = ".prefix-";

    /** No process writes for that long. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int CHECK_BYTES = 8;

    private final Path folder;
    private final long mostBytes;
    private final String identity;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("hoopoe-prefix").factory());

    /**
     * @param identity of model, engine and settings: whatever changes the state of equal tokens
     * @param mostBytes of all files together; 0 for a store that keeps nothing
     */
    PrefixStore(Path folder, long mostBytes, String identity) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.identity = identity;
    }

    /** Whether it keeps anything. */
    boolean isOpen() {
        return mostBytes > 0;
    }

    /** Whether there is a file for these tokens; it may still turn out to be damaged. */
    boolean has(int[] tokens, String variant) {
        return mostBytes > 0 && Files.isRegularFile(file(tokens, variant));
    }

    /**
     * Puts the state of exactly these tokens into an empty sequence; false, and a still empty one,
     * if it cannot.
     *
     * @param variant what else the state depends on, such as adapters
     */
    boolean restore(KvCache cache, int sequence, int[] tokens, String variant) {
        Path file = file(tokens, variant);
        if (mostBytes == 0 || !Files.isRegularFile(file)) {
            return false;
        }
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            boolean restored = isIntact(all, tokens) && cache.restore(sequence, state(all, tokens));
            if (restored) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
            return restored;
        } catch (IOException e) {
            return false;
        }
    }

    private static long stateOffset(int[] tokens) {
        return Long.BYTES + Integer.BYTES + 4L * tokens.length + Long.BYTES;
    }

    private static MemorySegment state(MemorySegment all, int[] tokens) {
        long offset = stateOffset(tokens);
        return all.asSlice(offset, all.byteSize() - CHECK_BYTES - offset);
    }

    private static boolean isIntact(MemorySegment all, int[] tokens) {
        long offset = stateOffset(tokens);
        long end = all.byteSize() - CHECK_BYTES;
        return end > offset
                && all.get(LONG, 0) == MAGIC
                && all.get(INT, 8) == tokens.length
                && all.asSlice(12, 4L * tokens.length).mismatch(bytes(tokens)) < 0
                && all.get(LONG, offset - Long.BYTES) == end - offset
                && all.get(LONG, end) == check(all.asSlice(0, end));
    }

    private static MemorySegment bytes(int[] tokens) {
        MemorySegment result = MemorySegment.ofArray(new byte[4 * tokens.length]);
        for (int i = 0; i < tokens.length; i++) {
            result.set(INT, 4L * i, tokens[i]);
        }
        return result;
    }

    private static long check(MemorySegment content) {
        CRC32C crc = new CRC32C();
        crc.update(content.asByteBuffer());
        return crc.getValue();
    }

    /**
     * Keeps a sequence's state, which must be that of exactly these tokens. It is copied now, and
     * written to disk while the caller goes on.
     */
    @SuppressWarnings("MustBeClosedChecker") // whoever writes the memory closes it
    void save(KvCache cache, int sequence, int[] tokens, String variant) {
        long stateSize = cache.stateSize(sequence);
        long size = stateOffset(tokens) + stateSize + CHECK_BYTES;
        if (size > mostBytes || size > Integer.MAX_VALUE) {
            return;
        }
        Arena arena = Arena.ofShared();
        MemorySegment all = arena.allocate(size);
        if (!fill(all, cache, sequence, tokens)) {
            arena.close();
            return;
        }
        Path file = file(tokens, variant);
        try {
            writer.execute(() -> {
                try (arena) {
                    write(all, file);
                }
            });
        } catch (RejectedExecutionException e) {
            arena.close(); // the model closes
        }
    }

    private static boolean fill(MemorySegment all, KvCache cache, int sequence, int[] tokens) {
        MemorySegment state = state(all, tokens);
        all.set(LONG, 0, MAGIC);
        all.set(INT, 8, tokens.length);
        MemorySegment.copy(bytes(tokens), 0, all, 12, 4L * tokens.length);
        all.set(LONG, stateOffset(tokens) - Long.BYTES, state.byteSize());
        return cache.save(sequence, state) == state.byteSize();
    }

    private void write(MemorySegment all, Path file) {
        long end = all.byteSize() - CHECK_BYTES;
        all.set(LONG, end, check(all.asSlice(0, end)));
        try {
            Files.createDirectories(folder);
            sweep();
            Path fresh = Files.createTempFile(folder, UNFINISHED, ".tmp");
            // Not mapped: writing to a mapping of a full disk ends the process.
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = all.asByteBuffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            evict();
        } catch (IOException e) {
            // A full disk or a read-only cache: the state stays in memory and is computed again
            // next time.
            return;
        }
    }

    /** Removes what processes left behind that were killed while they wrote. */
    private void sweep() throws IOException {
        Instant old = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).startsWith(UNFINISHED)
                        && lastUse(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        writer.close();
    }

    private void evict() throws IOException {
        List<Path> oldestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            oldestFirst =
                    files.filter(file -> file.toString().endsWith(SUFFIX))
                            .sorted(Comparator.comparing(PrefixStore::lastUse))
                            .toList();
        }
        long total = 0;
        for (Path file : oldestFirst.reversed()) {
            total += size(file);
            if (total > mostBytes) {
                Files.deleteIfExists(file);
            }
        }
    }

    // Another process may delete a file at any time.
    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private Path file(int[] tokens, String variant) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((identity + "\n" + variant + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes(tokens).toArray(ValueLayout.JAVA_BYTE));
            return folder.resolve(HexFormat.of().formatHex(digest.digest()) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
