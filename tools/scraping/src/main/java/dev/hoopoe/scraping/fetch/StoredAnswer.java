package dev.hoopoe.scraping.fetch;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An answer as a file: four bytes of CRC-32C over the rest, lines of text (format, key, time,
 * status, header fields) up to an empty one, then the body.
 */
final class StoredAnswer {
    private static final String FORMAT = "hoopoe answer 1";
    private static final int FIXED_LINES = 4;

    private StoredAnswer() {}

    static byte[] write(RawAnswer answer, String key) {
        StringBuilder head = new StringBuilder();
        head.append(FORMAT).append('\n').append(key).append('\n');
        head.append(answer.at()).append('\n').append(answer.status()).append('\n');
        answer.headers()
                .map()
                .forEach((name, values) ->
                        values.forEach(
                                value -> head.append(name).append(':').append(value).append('\n')));
        byte[] text = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] body = answer.body().bytes();
        ByteBuffer file = ByteBuffer.allocate(Integer.BYTES + text.length + body.length);
        file.putInt(0).put(text).put(body).putInt(0, sum(file.array()));
        return file.array();
    }

    /** Nothing where the file is damaged, of another version, or for another key. */
    static Optional<RawAnswer> read(byte[] file, String key) {
        if (file.length < Integer.BYTES || ByteBuffer.wrap(file).getInt() != sum(file)) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        int at = Integer.BYTES;
        while (true) {
            int end = at;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            String line = new String(file, at, end - at, StandardCharsets.UTF_8);
            at = end + 1;
            if (line.isEmpty() || end >= file.length) {
                break;
            }
            lines.add(line);
        }
        boolean ours =
                lines.size() >= FIXED_LINES
                        && lines.get(0).equals(FORMAT)
                        && lines.get(1).equals(key)
                        && at <= file.length;
        return ours ? answer(lines, file, at) : Optional.empty();
    }

    private static Optional<RawAnswer> answer(List<String> lines, byte[] file, int bodyAt) {
        try {
            byte[] body = new byte[file.length - bodyAt];
            System.arraycopy(file, bodyAt, body, 0, body.length);
            return Optional.of(
                    new RawAnswer(
                            Integer.parseInt(lines.get(3)),
                            headers(lines.subList(FIXED_LINES, lines.size())),
                            new Body(body, false),
                            Instant.parse(lines.get(2)),
                            true));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpHeaders headers(List<String> lines) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':', 1);
            fields.computeIfAbsent(line.substring(0, colon), n -> new ArrayList<>())
                    .add(line.substring(colon + 1));
        }
        return HttpHeaders.of(fields, (name, value) -> true);
    }

    private static int sum(byte[] file) {
        CRC32C sum = new CRC32C();
        sum.update(file, Integer.BYTES, file.length - Integer.BYTES);
        return (int) sum.getValue();
    }
}
