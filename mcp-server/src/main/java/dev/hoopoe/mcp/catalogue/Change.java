package dev.hoopoe.mcp.catalogue;

/** What a server offers can change while it runs; clients are told which list to ask for again. */
public enum Change {
    /** The list of tools. */
    TOOLS("notifications/tools/list_changed", "toolsListChanged"),
    /** The list of resources. */
    RESOURCES("notifications/resources/list_changed", "resourcesListChanged"),
    /** The list of prompts. */
    PROMPTS("notifications/prompts/list_changed", "promptsListChanged");

    private final String method;
    private final String filter;

    Change(String method, String filter) {
        this.method = method;
        this.filter = filter;
    }

    /** The notification. */
    public String method() {
        return method;
    }

    /** The member of a {@code subscriptions/listen} by which a client asks for it. */
    public String filter() {
        return filter;
    }
}
