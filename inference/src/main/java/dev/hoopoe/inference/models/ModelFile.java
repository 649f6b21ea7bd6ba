package dev.hoopoe.inference.models;

import java.nio.file.Path;

/**
 * A model on this machine.
 *
 * @param name what the user calls it
 * @param path the GGUF file; in Ollama's store or elsewhere when it is used in place
 * @param bytes the size of the file
 * @param source where it came from
 */
public record ModelFile(String name, Path path, long bytes, String source) {}
