package dev.hoopoe.inference.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A Python package file (PEP 427): a zip whose {@code RECORD} lists the SHA-256 and size of each
 * member. Only one member is read, and no path of the archive is used to write.
 */
record Wheel(Path file) {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MAX_RECORD_BYTES = 1 << 20;

    /** What RECORD says about a member. */
    private record Listed(String hash, long bytes) {}

    /** Whether there is such a member. */
    boolean has(String member) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return zip.getEntry(member) != null;
        }
    }

    /**
     * Copies a member and compares it with RECORD.
     *
     * @param wanted its name; null for the largest one
     */
    void copy(@Nullable String wanted, Sink sink, Pull pull)
            throws IOException, UnavailableException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry member = member(zip, wanted);
            Listed listed = listed(zip, member);
            try (InputStream in = zip.getInputStream(member)) {
                copy(in, member, listed, sink, pull);
            }
        }
    }

    private ZipEntry member(ZipFile zip, @Nullable String wanted) throws UnavailableException {
        ZipEntry member =
                wanted == null
                        ? zip.stream()
                                .map(ZipEntry.class::cast)
                                .max(Comparator.comparingLong(ZipEntry::getSize))
                                .orElse(null)
                        : zip.getEntry(wanted);
        if (member == null || member.isDirectory()) {
            throw new UnavailableException(file.getFileName() + " has no file '" + wanted + "'");
        }
        return member;
    }

    private Listed listed(ZipFile zip, ZipEntry member) throws IOException, UnavailableException {
        String prefix = member.getName() + ",sha256=";
        for (String line : record(zip)) {
            if (line.startsWith(prefix)) {
                return listed(line.substring(prefix.length()));
            }
        }
        throw new UnavailableException(
                file.getFileName()
                        + " lists no SHA-256 for '"
                        + GgufRules.shown(member.getName())
                        + "'");
    }

    private List<String> record(ZipFile zip) throws IOException, UnavailableException {
        ZipEntry entry =
                zip.stream()
                        .filter(candidate ->
                                candidate.getName().matches("[^/]+\\.dist-info/RECORD"))
                        .findFirst()
                        .orElseThrow(() ->
                                new UnavailableException(
                                        file.getFileName() + " is not a wheel: it has no RECORD"));
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(MAX_RECORD_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private Listed listed(String text) throws UnavailableException {
        int comma = text.indexOf(',');
        String size = text.substring(comma + 1);
        if (comma < 0 || !size.matches("\\d{1,18}")) {
            throw new UnavailableException(
                    file.getFileName() + " lists no size for its model file");
        }
        return new Listed(text.substring(0, comma), Long.parseLong(size));
    }

    private void copy(InputStream in, ZipEntry member, Listed listed, Sink sink, Pull pull)
            throws IOException, UnavailableException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long done = 0;
        for (int read = in.read(buffer);
                read >= 0 && done <= listed.bytes();
                read = in.read(buffer)) {
            pull.check();
            digest.update(buffer, 0, read);
            sink.write(ByteBuffer.wrap(buffer, 0, read));
            done += read;
        }
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        if (done != listed.bytes() || !hash.equals(listed.hash())) {
            throw new UnavailableException(
                    "'"
                            + GgufRules.shown(member.getName())
                            + "' in "
                            + file.getFileName()
                            + " differs from what the package lists");
        }
    }
}
