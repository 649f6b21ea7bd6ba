package dev.hoopoe.database;

import java.util.List;

/**
 * A change that is asked for.
 *
 * @param parameters for the {@code ?} in the statement, in order
 * @param expected the fingerprint of the effect that may be kept; "" to see it and roll back
 */
record Change(String sql, List<String> parameters, String expected) {
    Change {
        parameters = List.copyOf(parameters);
    }
}
