package dev.hoopoe.mcp.conformance;

import dev.hoopoe.mcp.catalogue.Resources;
import dev.hoopoe.tools.Call;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The resources that the suite reads by address. */
final class FixtureResources implements Resources {
    private static final String TEXT = "test://static-text";
    private static final String BINARY = "test://static-binary";
    private static final String WATCHED = "test://watched-resource";
    private static final String PREFIX = "test://template/";
    private static final String SUFFIX = "/data";

    @Override
    public List<Resource> list(int limit, Call call) {
        return List.of(
                new Resource(TEXT, "Static text", "text/plain", -1),
                new Resource(BINARY, "Static binary", "image/png", -1),
                new Resource(WATCHED, "Watched", "text/plain", -1));
    }

    @Override
    public List<Template> templates() {
        return List.of(new Template("test://template/{id}/data", "Template", "Data by id."));
    }

    @Override
    public Optional<Contents> read(String uri, Call call) {
        return switch (uri) {
            case TEXT -> text("text/plain", "This is the content of the static text resource.");
            case WATCHED -> text("text/plain", "Watched.");
            case BINARY ->
                    Optional.of(Contents.bytes("image/png", Base64.getDecoder().decode(Wire.PNG)));
            default -> template(uri);
        };
    }

    private static Optional<Contents> text(String type, String text) {
        return Optional.of(Contents.text(type, text));
    }

    private static Optional<Contents> template(String uri) {
        if (!uri.startsWith(PREFIX) || !uri.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String id = uri.substring(PREFIX.length(), uri.length() - SUFFIX.length());
        return text(
                "application/json",
                "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}"
                        .formatted(id, id));
    }
}
