package com.example.orders;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The shop's orders; where yours has a database, this has a map. Thread-safe. */
final class Orders {
    private final Map<String, Order> orders = new TreeMap<>();

    /** Three orders to play with. */
    static Orders samples() {
        Orders orders = new Orders();
        orders.put("a17", "Ada Lovelace", 12, "19.90", Order.State.OPEN);
        orders.put("a18", "Grace Hopper", 13, "5.00", Order.State.SENT);
        orders.put("a19", "Ada Lovelace", 14, "42.00", Order.State.OPEN);
        return orders;
    }

    private void put(String id, String customer, int day, String total, Order.State state) {
        LocalDate date = LocalDate.of(2026, 11, day);
        save(new Order(id, customer, date, new BigDecimal(total), state));
    }

    synchronized void save(Order order) {
        orders.put(order.id(), order);
    }

    synchronized Optional<Order> find(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    synchronized List<Order> of(String customer, int limit) {
        String wanted = customer.toLowerCase(Locale.ROOT);
        return orders.values().stream()
                .filter(order -> order.customer().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(limit)
                .toList();
    }
}
