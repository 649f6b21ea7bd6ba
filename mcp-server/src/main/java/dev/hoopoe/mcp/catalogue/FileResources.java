package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a workspace as resources, {@code file:///notes/a.md} for the file that tools call
 * {@code notes/a.md}. The addresses are those of the workspace, not of the machine's disk, so they
 * lead nowhere but into its roots.
 */
public final class FileResources implements Resources {
    /** Bytes of a file that is read as a resource; larger ones are for {@code file_read}. */
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    /** Files that are looked through for completions. */
    static final int MAX_SEARCHED = 5_000;

    private static final String SCHEME = "file:///";
    private static final String TEMPLATE = "file:///{+path}";

    private final Workspace workspace;
    private final int maxBytes;

    /** The files of this workspace. */
    public FileResources(Workspace workspace) {
        this(workspace, DEFAULT_MAX_BYTES);
    }

    FileResources(Workspace workspace, int maxBytes) {
        this.workspace = workspace;
        this.maxBytes = maxBytes;
    }

    @Override
    public List<Resource> list(int limit, Call call) {
        return limit <= 0
                ? List.of()
                : workspace.files(limit, call).stream().map(FileResources::resource).toList();
    }

    private static Resource resource(Workspace.Entry file) {
        return new Resource(uri(file.path()), file.path(), type(file.path()), file.bytes());
    }

    private static String uri(String path) {
        try {
            return new URI("file", "", "/" + path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Any text can be a path of an address", e);
        }
    }

    private static String type(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".md")) {
            return "text/markdown";
        }
        String guessed = URLConnection.guessContentTypeFromName(lower);
        return guessed == null ? "application/octet-stream" : guessed;
    }

    @Override
    public List<Template> templates() {
        return List.of(
                new Template(
                        TEMPLATE,
                        "A file of the workspace",
                        "The path as the file tools take it: relative to the first root, or a root's name first."));
    }

    @Override
    public Optional<Contents> read(String uri, Call call) throws RpcException {
        String path = path(uri);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = workspace.open(path)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw RpcException.invalid(
                        "The file is larger than %d bytes. Read a part of it with the tool file_read."
                                .formatted(maxBytes));
            }
            return Optional.of(contents(path, bytes));
        } catch (ToolException | IOException e) {
            // Missing, outside of the roots, or not to be read: all the same to a client.
            return Optional.empty();
        }
    }

    /** The path of an address of ours, or "". */
    private static String path(String uri) {
        if (!uri.startsWith(SCHEME)) {
            return "";
        }
        try {
            String path = new URI(uri).getPath();
            return path == null || path.length() < 2 ? "" : path.substring(1);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Contents contents(String path, byte[] bytes) {
        String type = type(path);
        Optional<String> text = text(bytes);
        if (text.isEmpty()) {
            return Contents.bytes(type, bytes);
        }
        boolean unknown = type.equals("application/octet-stream");
        return Contents.text(unknown ? "text/plain" : type, text.get());
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> complete(String template, String variable, String typed, Call call) {
        return template.equals(TEMPLATE) ? paths(typed, call) : List.of();
    }

    /** The files whose paths hold what was typed; those that begin with it come first. */
    public List<String> paths(String typed, Call call) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        List<String> holding =
                workspace.files(MAX_SEARCHED, call).stream()
                        .map(Workspace.Entry::path)
                        .filter(path -> path.toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        return java.util.stream.Stream.concat(
                        holding.stream().filter(path -> begins(path, wanted)),
                        holding.stream().filter(path -> !begins(path, wanted)))
                .toList();
    }

    private static boolean begins(String path, String wanted) {
        return path.toLowerCase(Locale.ROOT).startsWith(wanted);
    }

    /** A digest of what can be read, since a workspace tells times only for files that it lists. */
    @Override
    public OptionalLong stamp(String uri) {
        String path = path(uri);
        if (path.isEmpty()) {
            return OptionalLong.empty();
        }
        try (InputStream in = workspace.open(path)) {
            java.util.zip.CRC32C digest = new java.util.zip.CRC32C();
            digest.update(in.readNBytes(maxBytes));
            return OptionalLong.of(digest.getValue());
        } catch (ToolException | IOException e) {
            return OptionalLong.empty();
        }
    }
}
