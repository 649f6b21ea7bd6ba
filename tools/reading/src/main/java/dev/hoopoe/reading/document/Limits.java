package dev.hoopoe.reading.document;

import java.time.Duration;

/**
 * What reading one document may take.
 *
 * @param bytes the document's own length
 * @param decodedBytes what its compressed parts may unpack to, together
 * @param chars the Markdown's length; what is beyond is left out, and said to be
 * @param pages pages, sheets, slides or chapters that are read
 * @param time after which reading ends with an error
 */
public record Limits(int bytes, long decodedBytes, int chars, int pages, Duration time) {
    /** A document of 64 MB, unpacked 512 MB, 4 million characters, 5,000 pages, 60 seconds. */
    public static final Limits DEFAULT =
            new Limits(64 << 20, 512L << 20, 4_000_000, 5_000, Duration.ofSeconds(60));
}
