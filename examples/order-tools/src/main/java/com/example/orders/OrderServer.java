package com.example.orders;

import dev.hoopoe.mcp.Hoopoe;
import java.time.InstantSource;

/** The whole server. */
final class OrderServer {
    private OrderServer() {}

    public static void main(String[] args) throws InterruptedException {
        Hoopoe.tools(new OrderTools(Orders.samples()))
                .named("orders", "1.0")
                .guard(new RateLimit(60, InstantSource.system()))
                .stdio();
    }
}
