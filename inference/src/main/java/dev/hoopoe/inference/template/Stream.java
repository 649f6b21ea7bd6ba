package dev.hoopoe.inference.template;

import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What Python's generators and iterators are to a template: true even when empty, without a length,
 * and worn out by the first loop over them. Elements are worked out when they are asked for.
 *
 * @param reversed whether it goes through a list backwards, which Python prints in another way
 */
record Stream(Iterator<Value> rest, boolean reversed) implements Value {
    /** Each element worked out when it is asked for. */
    static Stream map(Iterator<Value> items, UnaryOperator<Value> mapping) {
        return new Stream(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return items.hasNext();
                    }

                    @Override
                    public Value next() {
                        return mapping.apply(items.next());
                    }
                },
                false);
    }

    static Stream of(List<Value> items) {
        return new Stream(items.iterator(), false);
    }
}
