package com.example.orders;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.util.List;

/** What a model may do with orders. */
public final class OrderTools {
    private final Orders orders;

    OrderTools(Orders orders) {
        this.orders = orders;
    }

    /** The components are the schema; the constructor is the validation. */
    record Find(@Doc("name, part is enough") String customer, @Or("10") int limit) {
        Find {
            if (limit < 1 || limit > 100) {
                throw new IllegalArgumentException("limit is " + limit + ", not 1 to 100.");
            }
        }
    }

    record Cancel(String id) {}

    @Tool(value = "Find a customer's orders.", traits = Trait.READS_PRIVATE)
    List<Order> order_find(Find in) {
        return orders.of(in.customer(), in.limit());
    }

    @Tool(value = "Cancel an open order.", effect = Effect.CHANGES, undoable = true)
    String order_cancel(Cancel in, Call call) {
        Order before =
                orders.find(in.id())
                        .orElseThrow(() ->
                                new ToolException(
                                        "There is no order " + in.id() + ".",
                                        "Find its id with order_find."));
        if (before.state() != Order.State.OPEN) {
            throw new ToolException(
                    before.id() + " is " + before.state() + ", and only open orders can be cancelled.",
                    "Tell the user.");
        }
        orders.save(before.with(Order.State.CANCELLED));
        call.undo("open " + before.id() + " again", () -> orders.save(before));
        return before.id() + " is cancelled";
    }
}
