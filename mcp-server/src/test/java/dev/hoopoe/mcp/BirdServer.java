package dev.hoopoe.mcp;

/** A server as a tool author writes it, started by tests as a process of its own. */
final class BirdServer {
    private BirdServer() {}

    public static void main(String[] args) throws InterruptedException {
        Hoopoe.tools(new BirdTools())
                .named("birds", "1.0")
                .instructions("Birds are shy. Ask before you open a cage.")
                .stdio();
    }
}
