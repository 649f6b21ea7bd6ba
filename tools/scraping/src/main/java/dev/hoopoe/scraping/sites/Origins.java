package dev.hoopoe.scraping.sites;

import java.util.function.UnaryOperator;

/** Where an interface is found: its own origin, or in tests a local server that stands for it. */
@FunctionalInterface
public interface Origins extends UnaryOperator<String> {
    /** Each where its owner put it. */
    Origins REAL = origin -> origin;
}
