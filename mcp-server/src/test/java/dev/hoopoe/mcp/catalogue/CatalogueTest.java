package dev.hoopoe.mcp.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ResultStore;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered, whatever the transport. */
class CatalogueTest {
    @SuppressWarnings("unused") // called by reflection
    static final class Owl {
        @Tool("Hoot.")
        String owl_hoot() {
            return "hoo";
        }
    }

    private final FolderOfTexts folder = new FolderOfTexts();
    private final FileResources files = new FileResources(folder, 100);
    private final ResultStore results = new ResultStore();
    private final LiveToolBox box =
            new LiveToolBox(ToolBox.builder().results(results).add(new Owl()).build());
    private final Catalogue catalogue =
            Catalogue.of(box)
                    .with(files)
                    .with(new KeptResults(results))
                    .with(
                            new TaskPrompts(
                                    Set.of("web_fetch", "db_schema"),
                                    files::paths,
                                    (typed, _) -> List.of(typed + "base")));
    private final Peer peer =
            new RequestPeer(
                    Map.of(),
                    Optional::empty,
                    (_, _) -> Map.of(),
                    _ -> {},
                    null,
                    Duration.ofMinutes(1));

    private Map<String, Object> answer(String method, Map<String, Object> params)
            throws RpcException {
        return catalogue.answer(method, params, peer);
    }

    private String read(String uri) throws RpcException {
        return Json.write(answer("resources/read", Map.of("uri", uri)));
    }

    private void file(String path, String text) {
        folder.files.put(path, text.getBytes(UTF_8));
    }

    @Test
    void whatIsThereIsAnnounced() {
        assertThat(catalogue.capabilities())
                .containsOnlyKeys("tools", "resources", "prompts", "completions");
        assertThat(Catalogue.of(box).capabilities()).containsOnlyKeys("tools");
        assertThat(Catalogue.of(box).has("resources/list")).isFalse();
    }

    @Test
    void everyFileIsListedOnce_pageByPage() throws RpcException {
        for (int i = 0; i < 2 * Catalogue.PAGE + 3; i++) {
            file("f" + i, "x");
        }
        List<Object> seen = new ArrayList<>();
        Map<String, Object> params = new LinkedHashMap<>();
        int pages = 0;
        do {
            Map<String, Object> page = answer("resources/list", params);
            seen.addAll((List<?>) page.getOrDefault("resources", List.of()));
            params.put("cursor", page.getOrDefault("nextCursor", ""));
            pages++;
        } while (!"".equals(params.get("cursor")));
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(folder.files.size());
        assertThat(new HashSet<>(seen)).hasSize(folder.files.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "cmVzb3VyY2VzOi01", "cmVzb3VyY2VzOjk5OTk5OTk5OTk5", "cHJvbXB0czox"})
    void aCursorOfOurOwnIsNeeded(String cursor) {
        assertThatThrownBy(() -> answer("resources/list", Map.of("cursor", cursor)))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void aFileIsReadByItsListedAddress() throws RpcException {
        file("notes/ö and #1?.md", "# Owls");
        String listed = Json.write(answer("resources/list", Map.of()));
        assertThat(listed).contains("file:///notes/%C3%B6%20and%20%231%3F.md", "text/markdown");
        assertThat(read("file:///notes/%C3%B6%20and%20%231%3F.md")).contains("\"text\":\"# Owls\"");
    }

    @Test
    void whatIsNoTextComesAsBase64() throws RpcException {
        folder.files.put("a.png", new byte[] {(byte) 0x89, 'P', 0});
        assertThat(read("file:///a.png")).contains("\"blob\":\"iVAA\"", "image/png");
    }

    @Test
    void aLargeFileIsLeftToTheTool() {
        file("large.txt", "x".repeat(101));
        assertThatThrownBy(() -> read("file:///large.txt")).hasMessageContaining("file_read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///missing",
                "file:///../../etc/passwd",
                "file:////etc/passwd",
                "file://host/a",
                "file:///",
                "file:///%",
                "result:///r999",
                "result:///",
                "http://example.org/",
                "",
            })
    void nothingElseIsRead(String uri) {
        file("a", "x");
        assertThatThrownBy(() -> read(uri))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.code()).isEqualTo(RpcException.NO_RESOURCE));
    }

    @Test
    void aKeptResultIsReadByItsHandleAndNeverListed() throws RpcException {
        assertThat(Json.write(answer("tools/call", Map.of("name", "owl_hoot")))).contains("ok r1");
        assertThat(read("result:///r1")).contains("\"text\":\"hoo\"");
        assertThat(answer("resources/list", Map.of()).get("resources")).isEqualTo(List.of());
        assertThat(Json.write(answer("resources/templates/list", Map.of())))
                .contains("result:///{handle}", "file:///{+path}");
    }

    @Test
    void promptsAreThoseWhoseToolsAreThere() throws RpcException {
        assertThat(Json.write(answer("prompts/list", Map.of())))
                .contains("ask-a-page", "compare-pages", "explain-table")
                .doesNotContain("research-with-sources");
    }

    @Test
    void aPromptIsFilledIn() throws RpcException {
        Map<String, Object> arguments = Map.of("page", "https://a.example/", "question", "Why?");
        assertThat(
                        Json.write(
                                answer(
                                        "prompts/get",
                                        Map.of("name", "ask-a-page", "arguments", arguments))))
                .contains("https://a.example/", "Question: Why?", "\"role\":\"user\"");
    }

    @Test
    void aPromptNeedsItsArguments() {
        assertThatThrownBy(() -> answer("prompts/get", Map.of("name", "ask-a-page")))
                .hasMessageContaining("needs the argument page");
        assertThatThrownBy(() ->
                        answer(
                                "prompts/get",
                                Map.of(
                                        "name",
                                        "explain-table",
                                        "arguments",
                                        Map.of("table", "t", "more", "x"))))
                .hasMessageContaining("no such argument");
        assertThatThrownBy(() -> answer("prompts/get", Map.of("name", "sing")))
                .hasMessageContaining("no such prompt");
    }

    private Object complete(Map<String, Object> ref, String name, String value)
            throws RpcException {
        Map<String, Object> argument = Map.of("name", name, "value", value);
        Map<String, Object> completion =
                Params.object(
                        answer("completion/complete", Map.of("ref", ref, "argument", argument))
                                .get("completion"));
        return completion.getOrDefault("values", "");
    }

    @Test
    void argumentsAreCompleted() throws RpcException {
        file("notes/owls.md", "");
        file("owl.txt", "");
        Map<String, Object> prompt = Map.of("type", "ref/prompt", "name", "ask-a-page");
        assertThat(complete(prompt, "page", "OWL")).isEqualTo(List.of("owl.txt", "notes/owls.md"));
        assertThat(complete(prompt, "question", "w")).isEqualTo(List.of());
        Map<String, Object> table = Map.of("type", "ref/prompt", "name", "explain-table");
        assertThat(complete(table, "source", "data")).isEqualTo(List.of("database"));
        Map<String, Object> template = Map.of("type", "ref/resource", "uri", "file:///{+path}");
        assertThat(complete(template, "path", "notes")).isEqualTo(List.of("notes/owls.md"));
    }

    @Test
    void aWatchedFileIsToldOfOnceForEachChange() throws RpcException {
        file("a", "1");
        ResourceWatch watch = new ResourceWatch(catalogue);
        watch.add(Map.of("uri", "file:///a"));
        List<Object> told = new ArrayList<>();
        watch.look(told::add);
        assertThat(told).isEmpty();
        file("a", "2");
        watch.look(told::add);
        watch.look(told::add);
        assertThat(told).hasSize(1);
        assertThat(told.toString()).contains("notifications/resources/updated", "file:///a");
        watch.remove(Map.of("uri", "file:///a"));
        file("a", "3");
        watch.look(told::add);
        assertThat(told).hasSize(1);
    }

    @Test
    void aSubscriptionMarksWhatItTells() throws RpcException {
        file("a", "1");
        Map<String, Object> filter =
                Map.of("promptsListChanged", true, "resourceSubscriptions", List.of("file:///a"));
        Subscription subscription = Subscription.of(7, Map.of("notifications", filter), catalogue);
        assertThat(Json.write(subscription.acknowledgement()))
                .contains("\"promptsListChanged\":true", "[\"file:///a\"]")
                .doesNotContain("toolsListChanged");
        assertThat(subscription.notice(Change.TOOLS)).isEmpty();
        assertThat(subscription.notice(Change.PROMPTS)).isPresent();
        file("a", "2");
        List<Object> told = new ArrayList<>();
        subscription.look(told::add);
        assertThat(told.toString()).contains("subscriptionId=7", "file:///a");
    }

    @Test
    void watchingIsBounded() throws RpcException {
        ResourceWatch watch = new ResourceWatch(catalogue);
        for (int i = 0; i < ResourceWatch.MAX_WATCHED; i++) {
            watch.add(Map.of("uri", "file:///" + i));
        }
        watch.add(Map.of("uri", "file:///0"));
        assertThatThrownBy(() -> watch.add(Map.of("uri", "file:///one-more")))
                .hasMessageContaining("Unsubscribe");
    }
}
