package com.example.wrapped;

import dev.hoopoe.mcp.Hoopoe;

/** Serves the command to MCP clients; its {@code main} for people stays what it was. */
final class CountServer {
    private CountServer() {}

    public static void main(String[] args) throws InterruptedException {
        Hoopoe.tools(new CountTools()).named("count", "1.0").stdio();
    }
}
