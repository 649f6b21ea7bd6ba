package dev.hoopoe.reading.extract;

import dev.hoopoe.reading.TextDecoder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Writes what the lexicons and forest are trained on, so that features exist in one place only.
 * Called as STEP OUT FOLDER..., on pages in the order of their paths, a row for each block:
 *
 * <ul>
 *   <li>{@code words}: blocks.tsv (page, words, text), text.bin and names.bin (words, sparse)
 *   <li>{@code features}: for each lexicon-text-K.f32 and lexicon-names-K.f32 (scores) x-K.f32
 *   <li>{@code texts}: for final-all.f32 (scores) the text of each page, as it ships, in texts/
 * </ul>
 */
final class Export {
    private Export() {}

    public static void main(String[] arguments) throws IOException {
        Path out = Path.of(arguments[1]);
        Files.createDirectories(out);
        List<Path> pages = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            try (Stream<Path> files = Files.walk(Path.of(arguments[i]))) {
                files.filter(f -> f.toString().endsWith(".html.gz")).sorted().forEach(pages::add);
            }
        }
        switch (arguments[0]) {
            case "words" -> words(out, pages);
            case "features" -> features(out, pages);
            default -> texts(out, pages);
        }
    }

    private static PageBlocks read(Path file) {
        return BlockWalker.walk(parse(file));
    }

    private static Document parse(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            String html = TextDecoder.decodeHtml(in.readAllBytes(), Optional.empty());
            return Jsoup.parse(html, "https://page.test/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void words(Path out, List<Path> pages) throws IOException {
        try (DataOutputStream text = data(out.resolve("text.bin"));
                DataOutputStream names = data(out.resolve("names.bin"));
                Writer blocks = Files.newBufferedWriter(out.resolve("blocks.tsv"))) {
            for (Path file : pages) {
                PageBlocks page = read(file);
                String id = file.getFileName().toString().replace(".html.gz", "");
                for (int i = 0; i < page.size(); i++) {
                    Block block = page.get(i);
                    TextStats heading = page.headingAbove(i);
                    write(sink -> Vocabulary.text(block, heading, sink), text);
                    write(sink -> Vocabulary.names(block, sink), names);
                    String line = block.text().replaceAll("[\\s\u0000-\u001f]+", " ");
                    blocks.write("%s\t%d\t%s\n".formatted(id, block.words(), line));
                }
            }
        }
    }

    private static void features(Path out, List<Path> pages) throws IOException {
        Sets text = new Sets(out, "lexicon-text-", "x-");
        Sets names = new Sets(out, "lexicon-names-", "unused-");
        Row row = new Row();
        for (Path file : pages) {
            PageBlocks page = read(file);
            for (int k = 0; k < text.size(); k++) {
                Describer describer =
                        new Describer(page, text.next(k, page.size()), names.next(k, page.size()));
                for (int i = 0; i < page.size(); i++) {
                    describer.describe(i, row);
                    write(row, text.outputs.get(k));
                }
            }
        }
        text.close();
        names.close();
        Files.write(out.resolve("x-names.txt"), row.names());
    }

    private static void texts(Path out, List<Path> pages) throws IOException {
        Sets scores = new Sets(out, "final-", "unused-");
        Path folder = Files.createDirectories(out.resolve("texts"));
        for (Path file : pages) {
            Document document = parse(file);
            PageBlocks page = BlockWalker.walk(document);
            String text = Extraction.of(document, page, scores.next(0, page.size())).text();
            String name = file.getFileName().toString().replace(".html.gz", ".txt");
            Files.writeString(folder.resolve(name), text);
        }
        scores.close();
    }

    /** Files with a score for each block, one for each fold, and a file to write for each. */
    private static final class Sets {
        private final List<FloatBuffer> scores = new ArrayList<>();
        private final List<DataOutputStream> outputs = new ArrayList<>();

        Sets(Path folder, String from, String to) throws IOException {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(f -> f.getFileName().toString().startsWith(from)).sorted().toList();
            }
            for (Path file : files) {
                scores.add(floats(file));
                outputs.add(data(folder.resolve(file.getFileName().toString().replace(from, to))));
            }
        }

        int size() {
            return scores.size();
        }

        float[] next(int k, int blocks) {
            float[] values = new float[blocks];
            scores.get(k).get(values);
            return values;
        }

        void close() throws IOException {
            for (DataOutputStream output : outputs) {
                output.close();
            }
        }
    }

    /** A row of a sparse matrix: how many, then pairs of number and weight. */
    private static void write(Consumer<Vocabulary.Sink> words, DataOutputStream out) throws IOException {
        List<Integer> values = new ArrayList<>();
        words.accept((number, weight) -> {
            values.add(number);
            values.add(Float.floatToIntBits(weight));
        });
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(values.size() / 2);
        values.forEach(bytes::putInt);
        out.write(bytes.array());
    }

    private static FloatBuffer floats(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return bytes.flip().asFloatBuffer();
        }
    }

    private static DataOutputStream data(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    private static void write(Row row, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * row.size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(row.values, 0, row.size);
        out.write(bytes.array());
    }
}
