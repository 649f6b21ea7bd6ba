package dev.hoopoe.scraping.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Gate;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the requests of one page, by the Fetch domain of the Chrome DevTools Protocol: it
 * sees each hop of a redirect, which Playwright's own routes do not. The main document must pass
 * the gate, each hop before it is sent. On the browser's thread.
 *
 * <p>It guards manners (robots.txt), not addresses: those are the egress proxy's. Only a remote
 * browser, which does not pass the proxy, has its addresses checked here, as far as names go.
 */
final class PageGuard {
    /** What no reader of text needs. */
    private static final Set<String> UNREAD = Set.of("Image", "Media", "Font");

    private final CDPSession protocol;
    private final String mainFrame;
    private final Optional<EgressPolicy> addresses;
    private Gate gate;
    private @Nullable ToolException refusal;

    private PageGuard(
            CDPSession protocol, String mainFrame, Gate gate, Optional<EgressPolicy> addresses) {
        this.protocol = protocol;
        this.mainFrame = mainFrame;
        this.gate = gate;
        this.addresses = addresses;
    }

    /**
     * @param textOnly whether pictures and sounds are left out
     * @param addresses checks every address, for a browser that does not pass the proxy
     */
    static PageGuard on(Page page, Gate gate, boolean textOnly, Optional<EgressPolicy> addresses) {
        CDPSession protocol = page.context().newCDPSession(page);
        String frame =
                protocol.send("Page.getFrameTree")
                        .getAsJsonObject("frameTree")
                        .getAsJsonObject("frame")
                        .get("id")
                        .getAsString();
        PageGuard guard = new PageGuard(protocol, frame, gate, addresses);
        protocol.on("Fetch.requestPaused", guard::paused);
        List<String> types =
                addresses.isPresent()
                        ? List.of("")
                        : textOnly
                                ? List.of("Document", "Image", "Media", "Font")
                                : List.of("Document");
        protocol.send("Fetch.enable", patterns(types));
        return guard;
    }

    private static JsonObject patterns(List<String> types) {
        JsonArray patterns = new JsonArray();
        for (String type : types) {
            JsonObject pattern = new JsonObject();
            pattern.addProperty("urlPattern", "*");
            pattern.addProperty("requestStage", "Request");
            if (!type.isEmpty()) {
                pattern.addProperty("resourceType", type);
            }
            patterns.add(pattern);
        }
        JsonObject all = new JsonObject();
        all.add("patterns", patterns);
        return all;
    }

    /** The browser's name for the page's context. */
    String contextId() {
        return protocol.send("Target.getTargetInfo")
                .getAsJsonObject("targetInfo")
                .get("browserContextId")
                .getAsString();
    }

    /** From now on asks this gate. */
    void gate(Gate next) {
        gate = next;
    }

    /** Why the last navigation was refused, once. */
    Optional<ToolException> takeRefusal() {
        Optional<ToolException> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    void throwRefusal() {
        takeRefusal()
                .ifPresent(e -> {
                    throw e;
                });
    }

    /** Ends a navigation that is still waiting for its server. */
    void stopLoading() {
        protocol.send("Page.stopLoading");
    }

    private void paused(JsonObject event) {
        JsonObject answer = new JsonObject();
        answer.add("requestId", event.get("requestId"));
        try {
            protocol.send(decide(event, answer), answer);
        } catch (PlaywrightException e) {
            // The page went away while it waited.
            System.getLogger(PageGuard.class.getName())
                    .log(System.Logger.Level.DEBUG, "A request ended before its answer", e);
        }
    }

    private String decide(JsonObject event, JsonObject answer) {
        String type = event.get("resourceType").getAsString();
        if (UNREAD.contains(type) && addresses.isEmpty()) {
            answer.addProperty("errorReason", "BlockedByClient");
            return "Fetch.failRequest";
        }
        boolean main =
                type.equals("Document")
                        && event.has("frameId")
                        && event.get("frameId").getAsString().equals(mainFrame);
        try {
            String url = event.getAsJsonObject("request").get("url").getAsString();
            if (main || (addresses.isPresent() && url.startsWith("http"))) {
                check(WebUrl.parse(url), main);
            }
            return "Fetch.continueRequest";
        } catch (ToolException e) {
            return refuse(e, main, answer);
        }
    }

    private void check(WebUrl url, boolean main) {
        addresses.ifPresent(policy -> policy.check(url.host(), url.port()));
        if (main) {
            gate.check(url);
        }
    }

    // "No Content" leaves the page as it is; a failure would put the browser's error page there.
    private String refuse(ToolException why, boolean main, JsonObject answer) {
        if (main) {
            refusal = why;
            answer.addProperty("responseCode", 204);
            return "Fetch.fulfillRequest";
        }
        answer.addProperty("errorReason", "BlockedByClient");
        return "Fetch.failRequest";
    }
}
