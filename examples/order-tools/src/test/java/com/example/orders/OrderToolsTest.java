package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.testing.TestCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderToolsTest {
    private final Orders orders = Orders.samples();
    private final OrderTools tools = new OrderTools(orders);

    @Test
    void asAMethod_becauseATool_isOne() {
        List<Order> found = tools.order_find(new OrderTools.Find("ada", 10));

        assertEquals(List.of("a17", "a19"), found.stream().map(Order::id).toList());
        assertThrows(IllegalArgumentException.class, () -> new OrderTools.Find("ada", 0));
    }

    @Test
    void asAModelCallsIt() {
        ToolResult result = ToolBox.of(tools).call("order_find", Map.of("customer", "grace"));

        assertEquals(
                "id,customer,day,total,state\na18,Grace Hopper,2026-11-13,5.00,SENT",
                result.body());
    }

    @Test
    void aMistakeTeaches() {
        ToolResult result = ToolBox.of(tools).call("order_cancel", Map.of("id", "x"));

        assertTrue(result.error());
        assertEquals("There is no order x. Find its id with order_find.", result.body());
    }

    @Test
    void aCancelledOrderCanBeOpenedAgain() {
        TestCall call = new TestCall();
        tools.order_cancel(new OrderTools.Cancel("a17"), call);
        assertEquals(Order.State.CANCELLED, orders.find("a17").orElseThrow().state());

        assertEquals(List.of("open a17 again"), call.undoLabels());
        call.undoAll();
        assertEquals(Order.State.OPEN, orders.find("a17").orElseThrow().state());
    }

    @Test
    void theGuardCounts() {
        ToolBox box =
                ToolBox.builder()
                        .add(tools)
                        .guard(new RateLimit(2, () -> Instant.EPOCH))
                        .build();
        Map<String, String> ada = Map.of("customer", "ada");
        box.call("order_find", ada);
        box.call("order_find", ada);

        assertTrue(box.call("order_find", ada).body().endsWith("Wait a minute."));
    }
}
