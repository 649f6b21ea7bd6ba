package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Files that go into a collection together.
 *
 * @param workspace through which they are read
 * @param path a file or a folder in it, or {@code .} for all of it
 */
public record IndexSource(Workspace workspace, String path) {
    /** Files of one source that are looked at. */
    public static final int MAX_FILES = 100_000;

    public IndexSource {
        path = path.strip().replaceFirst("^(\\./|/)+(?=.)", "").replaceFirst("/+$", "");
        path = path.isEmpty() ? "." : path;
    }

    /**
     * What there is now.
     *
     * @param bases the locations above all files; what is indexed below them and gone now, left
     * @param whole whether nothing was left out, so that missing files are known to be gone
     */
    record Listing(Set<String> bases, List<Workspace.Entry> files, boolean whole) {}

    Listing list(Call call) {
        List<Workspace.Entry> all = workspace.files(MAX_FILES, call);
        Set<String> bases = new LinkedHashSet<>();
        List<Workspace.Entry> files = new ArrayList<>();
        for (Workspace.Entry file : all) {
            if (has(file.path())) {
                files.add(file);
                bases.add(base(file));
            }
        }
        if (files.isEmpty()) {
            throw new ToolException(
                    "There are no files at " + path + ".",
                    "file_list shows what there is in the folders that are open.");
        }
        return new Listing(bases, files, all.size() < MAX_FILES);
    }

    private boolean has(String file) {
        return path.equals(".") || file.equals(path) || file.startsWith(path + "/");
    }

    /** The file's location without what its path has below the source. */
    private String base(Workspace.Entry file) {
        String below = path.equals(".") ? "/" + file.path() : file.path().substring(path.length());
        String location = file.location().replace('\\', '/');
        return location.endsWith(below)
                ? location.substring(0, location.length() - below.length())
                : location;
    }
}
