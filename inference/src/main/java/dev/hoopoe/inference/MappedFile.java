package dev.hoopoe.inference;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The model's file while llama.cpp has it mapped. A file that somebody shortens takes the process
 * with it as soon as a missing page is read, so this is looked at before each step. Removing or
 * replacing the file does no harm: the mapping keeps the old one.
 */
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final long size;

    MappedFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.size = channel.size();
    }

    /**
     * Makes sure that all of the file is still there.
     *
     * @throws InferenceException if it is not
     */
    void require() {
        try {
            if (channel.size() < size) {
                throw new InferenceException(
                        "The model file %s was cut from %d to %d bytes while it was in use. Pull the model again and restart."
                                .formatted(path, size, channel.size()));
            }
        } catch (IOException e) {
            throw new InferenceException(
                    "The model file " + path + " cannot be read any more: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
