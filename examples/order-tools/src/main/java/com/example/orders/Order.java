package com.example.orders;

import java.math.BigDecimal;
import java.time.LocalDate;

/** An order as a model and a program see it: the components are the columns. */
public record Order(String id, String customer, LocalDate day, BigDecimal total, State state) {
    /** How an order stands. */
    public enum State {
        OPEN,
        SENT,
        CANCELLED
    }

    Order with(State other) {
        return new Order(id, customer, day, total, other);
    }
}
