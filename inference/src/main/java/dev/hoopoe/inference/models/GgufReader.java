package dev.hoopoe.inference.models;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads little-endian values from the front of a file. Nothing is allocated by a length that was
 * not first compared with the bytes that are there.
 */
final class GgufReader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final Path file;
    private final SeekableByteChannel channel;
    private final long size;

    /** Bytes that were taken from the channel; asking it each time would cost a system call. */
    private long taken;

    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).flip();

    GgufReader(Path file, SeekableByteChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    long position() {
        return taken - buffer.remaining();
    }

    long remaining() {
        return size - position();
    }

    int u8() throws IOException {
        return need(Byte.BYTES).get() & 0xff;
    }

    int u16() throws IOException {
        return need(Short.BYTES).getShort() & 0xffff;
    }

    long u32() throws IOException {
        return need(Integer.BYTES).getInt() & 0xffff_ffffL;
    }

    int i32() throws IOException {
        return need(Integer.BYTES).getInt();
    }

    long i64() throws IOException {
        return need(Long.BYTES).getLong();
    }

    BigInteger u64() throws IOException {
        long bits = i64();
        BigInteger value = BigInteger.valueOf(bits);
        return bits < 0 ? value.add(TWO_TO_64) : value;
    }

    /**
     * A number of things that take at least {@code bytesEach} bytes; so at most as many as could be
     * there.
     */
    long count(String what, long bytesEach, long most) throws IOException {
        long count = i64();
        long possible = Math.min(most, remaining() / bytesEach);
        if (Long.compareUnsigned(count, possible) > 0) {
            throw malformed(
                    "it claims "
                            + Long.toUnsignedString(count)
                            + " "
                            + what
                            + ", but at most "
                            + possible
                            + " are possible here");
        }
        return count;
    }

    String string(String what, long most) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(count("bytes of " + what, 1, most))];
        for (int done = 0; done < bytes.length; ) {
            int part = Math.min(bytes.length - done, BUFFER_BYTES);
            need(part).get(bytes, done, part);
            done += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip(long bytes) throws IOException {
        if (bytes > remaining()) {
            throw cutShort();
        }
        int buffered = (int) Math.min(bytes, buffer.remaining());
        buffer.position(buffer.position() + buffered);
        if (bytes > buffered) {
            taken += bytes - buffered;
            channel.position(taken);
        }
    }

    private ByteBuffer need(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            fill(bytes);
            buffer.flip();
            if (buffer.remaining() < bytes) {
                throw cutShort();
            }
        }
        return buffer;
    }

    private void fill(int bytes) throws IOException {
        while (buffer.position() < bytes) {
            int read = channel.read(buffer);
            if (read < 0) {
                return;
            }
            taken += read;
        }
    }

    private ModelException cutShort() {
        return malformed("it ends in the middle of its header, after " + size + " bytes");
    }

    ModelException malformed(String why) {
        return ModelException.malformed(file, why);
    }
}
