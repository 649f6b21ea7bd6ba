package dev.hoopoe.files;

import java.nio.file.Path;

/**
 * A folder that the user opened to the tools.
 *
 * @param name its last component, unique among the roots
 * @param path its real path, without links
 * @param given its path as the user wrote it, made absolute
 */
record Root(String name, Path path, Path given) {}
