package dev.hoopoe.inference.models;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model file whose pieces come in any order, and the note beside it that says which are there.
 * Used by several threads; each writes the piece that it has taken.
 */
final class Pieces implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    /** What is hashed before its thread looks up again. */
    private static final long AHEAD_BYTES = 4L << 20;

    private final Pull pull;
    private final PartNote note;
    private final long total;
    private final long bytes;
    private final FileChannel channel;
    private final BitSet done;
    private final BitSet taken;
    private final AtomicLong written = new AtomicLong();
    private final MessageDigest digest = Digests.sha256();
    private long hashed;

    private Pieces(Pull pull, PartNote note, long total, long bytes, BitSet done)
            throws IOException {
        this.pull = pull;
        this.note = note;
        this.total = total;
        this.bytes = bytes;
        this.done = done;
        this.taken = (BitSet) done.clone();
        done.stream().forEach(piece -> written.addAndGet(end(piece) - start(piece)));
        this.channel =
                FileChannel.open(
                        pull.part(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        channel.truncate(total);
    }

    /** Begins with a part file whose first bytes are there. */
    static Pieces begin(Pull pull, PartNote note, long total, long bytes, long there)
            throws IOException {
        BitSet done = new BitSet();
        done.set(0, Math.toIntExact(Math.min(there, total) / bytes));
        Pieces pieces = new Pieces(pull, note, total, bytes, done);
        pieces.remember();
        return pieces;
    }

    /** Goes on with what the note says. */
    static Pieces resume(Pull pull, PartNote note, PartNote.Kept kept) throws IOException {
        BitSet done = BitSet.valueOf(Base64.getDecoder().decode(kept.done()));
        int count = Math.toIntExact((kept.total() + kept.bytes() - 1) / kept.bytes());
        done.clear(count, Math.max(count, done.length()));
        return new Pieces(pull, note, kept.total(), kept.bytes(), done);
    }

    long total() {
        return total;
    }

    long written() {
        return Math.min(written.get(), total);
    }

    long start(int piece) {
        return piece * bytes;
    }

    long end(int piece) {
        return Math.min(total, start(piece) + bytes);
    }

    /** A piece that nobody has; empty when none is left to take. */
    synchronized OptionalInt take() {
        int piece = taken.nextClearBit(0);
        if (start(piece) >= total) {
            return OptionalInt.empty();
        }
        taken.set(piece);
        return OptionalInt.of(piece);
    }

    /** Somebody else may fetch it. */
    synchronized void giveBack(int piece, long from) {
        taken.clear(piece);
        written.addAndGet(start(piece) - from);
    }

    void write(long position, ByteBuffer buffer) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.write(buffer, at);
            at += count;
            written.addAndGet(count);
        }
    }

    /** A piece is remembered when it is on the disk, not before. */
    void finished(int piece) throws IOException {
        channel.force(false);
        synchronized (this) {
            done.set(piece);
            remember();
        }
    }

    private void remember() throws IOException {
        String bits = Base64.getEncoder().encodeToString(done.toByteArray());
        note.with(new PartNote.Kept(total, bytes, bits)).write(pull.partNote());
    }

    synchronized boolean isComplete() {
        return start(done.nextClearBit(0)) >= total;
    }

    /**
     * Hashes some of what is there without a gap, so that little is left in the end. Called by the
     * thread that will ask for {@link #sha256}.
     */
    void hashAhead() throws IOException {
        long there;
        synchronized (this) {
            there = Math.min(total, start(done.nextClearBit(0)));
        }
        hash(Math.min(there, hashed + AHEAD_BYTES));
    }

    private void hash(long end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (hashed < end) {
            pull.check();
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - hashed));
            int read = channel.read(buffer, hashed);
            if (read < 0) {
                throw new IOException(pull.part() + " became shorter while it was fetched");
            }
            hashed += read;
            digest.update(buffer.flip());
        }
    }

    /** The hash of the whole file, which must be complete. */
    String sha256() throws IOException {
        while (hashed < total) {
            hash(Math.min(total, hashed + AHEAD_BYTES));
            pull.show(PullProgress.Phase.CHECKING, note.address(), hashed, OptionalLong.of(total));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
