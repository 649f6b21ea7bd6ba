package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The user's files and, below the names of the collections, the pages of the collections. */
final class WithCollections implements Workspace {
    private final Workspace workspace;
    private final PageFiles pages;

    WithCollections(Workspace workspace, PageFiles pages) {
        this.workspace = workspace;
        this.pages = pages;
    }

    @Override
    public List<Entry> files(int limit, Call call) {
        List<Entry> files = new ArrayList<>(workspace.files(limit, call));
        files.addAll(pages.files(limit - files.size(), call));
        return files;
    }

    @Override
    public InputStream open(String path) throws IOException {
        try {
            return pages.open(path);
        } catch (FileNotFoundException e) {
            return workspace.open(path);
        }
    }
}
