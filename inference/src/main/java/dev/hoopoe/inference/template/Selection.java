package dev.hoopoe.inference.template;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements that pass, each tried when it is asked for. */
final class Selection implements Iterator<Value> {
    private final Iterator<Value> items;
    private final Predicate<Value> wanted;
    private @Nullable Value ahead;

    private Selection(Iterator<Value> items, Predicate<Value> wanted) {
        this.items = items;
        this.wanted = wanted;
    }

    static Selection of(Iterator<Value> items, Predicate<Value> wanted) {
        return new Selection(items, wanted);
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && items.hasNext()) {
            Value item = items.next();
            ahead = wanted.test(item) ? item : null;
        }
        return ahead != null;
    }

    @Override
    public Value next() {
        Value next = hasNext() ? ahead : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        ahead = null;
        return next;
    }
}
