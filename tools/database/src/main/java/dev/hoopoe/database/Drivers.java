package dev.hoopoe.database;

import dev.hoopoe.tools.ToolException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of JDBC drivers that run in child processes, one class loader each. A folder holds jars
 * and folders; all jars of an inner folder belong to one driver.
 */
final class Drivers {
    private static final int MAX_DRIVERS = 50;

    private Drivers() {}

    /**
     * The class paths of all drivers in these folders, and of those on our own class path; the
     * first that takes an address serves it.
     */
    static List<String> classPaths(List<Path> folders) {
        List<String> paths = new ArrayList<>();
        folders.forEach(folder -> paths.addAll(in(folder)));
        String own = System.getProperty("java.class.path", "");
        Arrays.stream(own.split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*[/\\\\](h2|duckdb_jdbc)-[^/\\\\]*\\.jar"))
                .forEach(paths::add);
        return paths.stream().limit(MAX_DRIVERS).toList();
    }

    private static List<String> in(Path folder) {
        List<String> paths = new ArrayList<>();
        for (Path entry : list(folder)) {
            if (Files.isDirectory(entry)) {
                paths.add(
                        list(entry).stream()
                                .filter(Drivers::jar)
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)));
            } else if (jar(entry)) {
                paths.add(entry.toString());
            }
        }
        return paths.stream().filter(path -> !path.isEmpty()).toList();
    }

    private static boolean jar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the child process serves. */
    static Dialect dialect(ChildSpec spec, Path scratch) throws SQLException {
        return switch (spec.kind()) {
            case H2 ->
                    new H2Dialect(
                            driver(spec, "jdbc:h2:file:x"),
                            Path.of(spec.location()),
                            spec.user(),
                            spec.password(),
                            spec.schema(),
                            scratch);
            case DUCKDB ->
                    new DuckDialect(
                            driver(spec, "jdbc:duckdb:x"), Path.of(spec.location()), spec.schema());
            case TABLES ->
                    DuckDialect.of(
                            driver(spec, "jdbc:duckdb:x"),
                            TableFile.in(Path.of(spec.location())),
                            scratch.resolve("tables.duckdb"));
            case OTHER ->
                    new OtherDialect(
                            driver(spec, spec.location()),
                            spec.location(),
                            spec.user(),
                            spec.password(),
                            spec.schema());
        };
    }

    // The loaders stay open as long as the process, which has one driver.
    @SuppressWarnings("resource")
    private static Driver driver(ChildSpec spec, String url) throws SQLException {
        for (String path : spec.drivers()) {
            URLClassLoader loader =
                    new URLClassLoader(urls(path), ClassLoader.getPlatformClassLoader());
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            }
        }
        throw new ToolException(
                "No driver here takes the address of this database.",
                "Tell the user to put the driver's jar into the drivers folder; hoopoe config names it.");
    }

    private static URL[] urls(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(Path::of)
                .map(Drivers::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
