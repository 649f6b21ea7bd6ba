/**
 * Exposes a tool box over the Model Context Protocol. A whole server:
 *
 * <pre>{@code
 * record Order(@Doc("as printed on the bill") String number) {}
 *
 * class OrderTools {
 *     @Tool("Look up an order.")
 *     String order_find(Order order) {
 *         return "Order " + order.number() + " leaves on Friday.";
 *     }
 * }
 *
 * void main() throws InterruptedException {
 *     Hoopoe.tools(new OrderTools()).named("orders", "1.0").stdio();
 * }
 * }</pre>
 *
 * <p>The protocol itself is in {@code catalogue}; here it travels over standard input and output.
 */
@NullMarked
package dev.hoopoe.mcp;

import org.jspecify.annotations.NullMarked;
