package dev.hoopoe.reading.document;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The parts of a ZIP file by its central directory (APPNOTE 6.3, 4.3), unpacked one by one and held
 * to the limits while they are, whatever sizes they claim. Office documents and e-books are such
 * packages.
 */
final class ZipParts {
    /** Parts in one package. */
    static final int MAX_PARTS = 20_000;

    /** One part may unpack to at most so much. */
    static final int MAX_PART_BYTES = 256 << 20;

    /**
     * From so many bytes on, a part that unpacks to {@link #MAX_RATIO} times its size is a bomb.
     */
    static final int RATIO_FROM_BYTES = 32 << 20;

    static final int MAX_RATIO = 200;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int MAX_COMMENT = 65_535;
    private static final int CHUNK = 1 << 16;

    private final ByteBuffer zip;
    private final byte[] bytes;
    private final Watch watch;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private record Part(int method, int packed, int local, boolean encrypted) {}

    ZipParts(byte[] bytes, Watch watch) {
        this.bytes = bytes;
        this.zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.watch = watch;
        try {
            list();
        } catch (IndexOutOfBoundsException e) {
            throw watch.broken("its list of parts ends early");
        }
    }

    static boolean is(byte[] bytes) {
        return bytes.length > 4
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0) == LOCAL;
    }

    Set<String> names() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    private void list() {
        int end = end();
        int count = Short.toUnsignedInt(zip.getShort(end + 10));
        int at = zip.getInt(end + 16);
        if (count > MAX_PARTS) {
            throw watch.fault("has more than " + MAX_PARTS + " parts.", "Do not open it.");
        }
        for (int i = 0; i < count && zip.getInt(at) == ENTRY; i++) {
            int name = Short.toUnsignedInt(zip.getShort(at + 28));
            int extra = Short.toUnsignedInt(zip.getShort(at + 30));
            int comment = Short.toUnsignedInt(zip.getShort(at + 32));
            Part part =
                    new Part(
                            zip.getShort(at + 10),
                            zip.getInt(at + 20),
                            zip.getInt(at + 42),
                            (zip.getShort(at + 8) & 1) != 0);
            String text = new String(bytes, at + ENTRY_BYTES, name, StandardCharsets.UTF_8);
            parts.putIfAbsent(text.replace('\\', '/'), part);
            at += ENTRY_BYTES + name + extra + comment;
        }
    }

    private int end() {
        int last = bytes.length - END_BYTES;
        for (int i = last; i >= Math.max(0, last - MAX_COMMENT); i--) {
            if (zip.getInt(i) == END) {
                return i;
            }
        }
        throw watch.broken("the end of the ZIP file is missing");
    }

    /** The unpacked bytes of a part, or nothing where there is no such part. */
    Optional<byte[]> part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            return Optional.empty();
        }
        if (part.encrypted) {
            throw watch.fault("is encrypted.", "Ask the user for a copy without a password.");
        }
        try {
            return Optional.of(unpack(part));
        } catch (IndexOutOfBoundsException | DataFormatException e) {
            throw watch.broken("its part " + name + " cannot be unpacked");
        }
    }

    /** The text of an XML part; all formats here write UTF-8, with or without a mark. */
    Optional<String> text(String name) {
        return part(name).map(dev.hoopoe.reading.TextDecoder::decode);
    }

    private byte[] unpack(Part part) throws DataFormatException {
        int at = part.local;
        if (zip.getInt(at) != LOCAL) {
            throw new DataFormatException("no local header");
        }
        int start =
                at
                        + LOCAL_BYTES
                        + Short.toUnsignedInt(zip.getShort(at + 26))
                        + Short.toUnsignedInt(zip.getShort(at + 28));
        if (part.packed < 0 || start + (long) part.packed > bytes.length) {
            throw new DataFormatException("longer than the file");
        }
        return switch (part.method) {
            case 0 -> stored(start, part.packed);
            case 8 -> inflate(start, part.packed);
            default -> throw new DataFormatException("unknown method " + part.method);
        };
    }

    private byte[] stored(int start, int length) {
        watch.unpacked(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, start, copy, 0, length);
        return copy;
    }

    private byte[] inflate(int start, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, start, length);
            ByteArrayOutputStream out =
                    new ByteArrayOutputStream(Math.clamp(4L * length, 64, CHUNK));
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int n = inflater.inflate(chunk);
                if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DataFormatException("ends early");
                }
                count(n, out.size() + n, length);
                out.write(chunk, 0, n);
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private void count(int more, int all, int packed) {
        watch.check();
        watch.unpacked(more);
        boolean bomb = all > RATIO_FROM_BYTES && all / MAX_RATIO > packed;
        if (bomb || all > MAX_PART_BYTES) {
            throw watch.fault(
                    "has a part that unpacks to more than " + (all >> 20) + " MB.",
                    "Do not open it: it may be made to fill the memory.");
        }
    }
}
