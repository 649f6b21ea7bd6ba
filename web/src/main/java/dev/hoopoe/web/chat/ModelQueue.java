package dev.hoopoe.web.chat;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Lets one question at a time use the model, in the order in which they came. Safe from every
 * thread.
 */
final class ModelQueue {
    private final List<Object> places = new ArrayList<>();

    /**
     * Waits for the model.
     *
     * @param ahead hears how many are before this one, first and at each change, until none is
     * @return the place, to be given back to {@link #leave}; a cancelled question does not wait
     */
    Object enter(Cancellation cancellation, IntConsumer ahead) {
        Object place = new Object();
        try (Call.Registration _ = cancellation.onCancel(this::wake)) {
            await(place, cancellation, ahead);
        }
        return place;
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void await(Object place, Cancellation cancellation, IntConsumer ahead) {
        places.add(place);
        int told = 0;
        while (places.indexOf(place) > 0 && !cancellation.cancelled()) {
            int before = places.indexOf(place);
            if (before != told) {
                told = before;
                ahead.accept(before);
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    synchronized void leave(Object place) {
        places.remove(place);
        notifyAll();
    }

    synchronized int length() {
        return places.size();
    }
}
