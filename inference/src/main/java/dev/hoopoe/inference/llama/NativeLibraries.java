package dev.hoopoe.inference.llama;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * llama.cpp's libraries, unpacked from our jar into the user's cache.
 *
 * <p>Unpacked once for each version and platform: into a new folder beside the target, each file
 * checked against its pinned SHA-256, then renamed as a whole under a file lock, so that processes
 * which start together meet a complete folder or none. Later starts compare sizes and times with
 * what the check left behind, and unpack again on any difference.
 *
 * @param folder holds the libraries and nothing else that llama.cpp would load
 */
public record NativeLibraries(Path folder) {
    /** The llama.cpp release that the binding was written against. */
    public static final String VERSION = "0.4.0";

    /** Where a user puts a package with a backend for his GPU. */
    static final String GPU = "gpu";

    private static final String CHECKED = "checked";
    // A file lock does not hold between threads of one process.
    private static final Object IN_PROCESS = new Object();

    /**
     * The libraries to use: those of a GPU package that the user has put into the folder {@value
     * #GPU}, or ours for the processor.
     *
     * <p>A GPU package is the folder {@code bins/…} of npm's {@code
     * @node-llama-cpp/<platform>-vulkan} or {@code -cuda}, of the same version as ours; it brings
     * all libraries along. Its backend is used where a driver for it is installed.
     *
     * @param natives the folder for all versions, usually {@code $XDG_CACHE_HOME/hoopoe/natives}
     * @throws LlamaException if there are none that this machine can run
     */
    public static NativeLibraries find(Path natives) {
        Path gpu = natives.resolve(GPU);
        return Files.isDirectory(gpu) ? new NativeLibraries(gpu) : unpack(natives);
    }

    /**
     * Unpacks the libraries of this machine, unless that was done before.
     *
     * @param natives the folder for all versions, usually {@code $XDG_CACHE_HOME/hoopoe/natives}
     * @throws LlamaException if this machine cannot run them or the folder cannot be written
     */
    public static NativeLibraries unpack(Path natives) {
        Platform platform = Platform.current();
        if (platform.name().startsWith("linux")) {
            Glibc.require();
        }
        Path target = natives.resolve("v" + VERSION + "-" + platform.name());
        List<NativeFile> files = NativeFile.of(platform);
        try {
            synchronized (IN_PROCESS) {
                Files.createDirectories(natives);
                unpackLocked(natives, target, files);
            }
        } catch (IOException e) {
            throw new LlamaException(
                    "Cannot unpack the engine's libraries into "
                            + target
                            + ": "
                            + e
                            + ". Free some space or choose another cache folder (XDG_CACHE_HOME).",
                    e);
        }
        return new NativeLibraries(target);
    }

    private static void unpackLocked(Path natives, Path target, List<NativeFile> files)
            throws IOException {
        if (isComplete(target, files)) {
            return;
        }
        Path lockFile = natives.resolve(".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isComplete(target, files)) {
                replace(natives, target, files);
            }
        }
    }

    private static void replace(Path natives, Path target, List<NativeFile> files)
            throws IOException {
        Path fresh = Files.createTempDirectory(natives, ".unpack-");
        try {
            StringBuilder checked = new StringBuilder();
            for (NativeFile file : files) {
                Path path = fresh.resolve(file.name());
                copyChecked(file, path);
                checked.append(stamp(path)).append('\n');
            }
            Files.writeString(fresh.resolve(CHECKED), checked);
            deleteTree(target);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(fresh);
        }
    }

    private static void copyChecked(NativeFile file, Path path) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(file.open(), digest)) {
            Files.copy(in, path);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(file.sha256())) {
            throw new LlamaException(
                    file.name()
                            + " in this build of Hoopoe has SHA-256 "
                            + found
                            + ", not the pinned "
                            + file.sha256()
                            + ". Build or download it again.");
        }
    }

    private static boolean isComplete(Path target, List<NativeFile> files) throws IOException {
        Path checked = target.resolve(CHECKED);
        if (!Files.isRegularFile(checked)) {
            return false;
        }
        StringBuilder now = new StringBuilder();
        for (NativeFile file : files) {
            Path path = target.resolve(file.name());
            if (!Files.isRegularFile(path)) {
                return false;
            }
            now.append(stamp(path)).append('\n');
        }
        return Files.readString(checked).contentEquals(now);
    }

    private static String stamp(Path path) throws IOException {
        FileTime time = Files.getLastModifiedTime(path);
        return path.getFileName() + "\t" + Files.size(path) + "\t" + time.toMillis();
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The one library whose name starts with the stem, for example {@code llama}. */
    Path library(String stem) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NativeFile.isLibrary(name(file), stem))
                    .findFirst()
                    .orElseThrow(() ->
                            new LlamaException(
                                    "There is no library "
                                            + stem
                                            + " in "
                                            + folder
                                            + ". Delete that folder and start again."));
        } catch (IOException e) {
            throw new LlamaException(
                    "Cannot list the engine's libraries in " + folder + ": " + e, e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
