package dev.hoopoe.inference.llama;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code natives.tsv}: a library, its size and its SHA-256 in lower-case hexadecimal.
 */
record NativeFile(String platform, String name, long bytes, String sha256) {
    private static final String INDEX = "natives.tsv";

    /** The libraries of one platform. */
    static List<NativeFile> of(Platform platform) {
        try (InputStream in = NativeFile.class.getResourceAsStream(INDEX)) {
            return parse(require(in, INDEX)).stream()
                    .filter(file -> file.platform.equals(platform.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<NativeFile> parse(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(NativeFile::parseLine)
                .toList();
    }

    private static NativeFile parseLine(String line) {
        String[] fields = line.split("\t", -1);
        return new NativeFile(fields[0], fields[1], Long.parseLong(fields[2]), fields[3]);
    }

    /** The bytes as packed into our jar; the caller closes the stream. */
    InputStream open() {
        String resource = "/dev/hoopoe/inference/natives/" + platform + "/" + name;
        return require(NativeFile.class.getResourceAsStream(resource), resource);
    }

    private static InputStream require(@Nullable InputStream in, String resource) {
        if (in == null) {
            throw new LlamaException(
                    "This build of Hoopoe holds no "
                            + resource
                            + ": it was built on another platform. Build it on this one, or take the"
                            + " package for it.");
        }
        return in;
    }

    /** {@code libllama.v0.4.0.so} holds "llama."; the variants of one library share a stem. */
    static boolean isLibrary(String name, String stem) {
        String bare = name.startsWith("lib") ? name.substring(3) : name;
        return bare.startsWith(stem + ".");
    }
}
