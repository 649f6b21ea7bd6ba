package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.ResultStore;
import java.util.List;
import java.util.Optional;

/**
 * The whole results of earlier calls, {@code result:///r12}. They are never listed: over HTTP only
 * who got a handle may read what is under it.
 */
public final class KeptResults implements Resources {
    private static final String SCHEME = "result:///";

    private final ResultStore results;

    /** The results of this store. */
    public KeptResults(ResultStore results) {
        this.results = results;
    }

    @Override
    public List<Resource> list(int limit, Call call) {
        return List.of();
    }

    @Override
    public List<Template> templates() {
        return List.of(
                new Template(
                        SCHEME + "{handle}",
                        "A kept result",
                        "The whole of a result, by the handle in its first line, such as r12."));
    }

    @Override
    public Optional<Contents> read(String uri, Call call) {
        return uri.startsWith(SCHEME)
                ? results.find(uri.substring(SCHEME.length())).map(KeptResults::contents)
                : Optional.empty();
    }

    private static Contents contents(Reply reply) {
        return Contents.text("text/plain", reply.text());
    }
}
