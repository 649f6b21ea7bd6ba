package dev.hoopoe.tools;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A tool box whose tools come and go while a server runs. Each change makes a new {@link ToolBox}
 * that shares results, undos and guards with the one before; a call that runs ends in the box that
 * it began in. Thread-safe.
 */
public final class LiveToolBox {
    private final List<Consumer<ToolBox>> listeners = new CopyOnWriteArrayList<>();
    private volatile ToolBox now;

    /** Begins with these tools. */
    public LiveToolBox(ToolBox first) {
        this.now = first;
    }

    /** The tools now. */
    public ToolBox now() {
        return now;
    }

    /**
     * Adds every {@link Tool} method of the object, or none of them.
     *
     * @throws IllegalArgumentException if one is unusable or its name is taken; the text says why
     */
    public void add(Object author) {
        change(box -> box.add(author));
    }

    /** Adds one tool that is not a method; refuses a name that is taken. */
    public void add(ToolHandler tool) {
        change(box -> box.add(tool));
    }

    /** Takes tools away; names that no tool has are passed over. */
    public void remove(String... names) {
        change(box -> {
            Arrays.stream(names).forEach(box::remove);
            return box;
        });
    }

    private synchronized void change(UnaryOperator<ToolBox.Builder> change) {
        ToolBox before = now;
        now = change.apply(before.change()).build();
        if (!now.definitions().equals(before.definitions())) {
            listeners.forEach(listener -> tell(listener, now));
        }
    }

    // Whoever changes the tools is not to blame for a listener that fails.
    private static void tell(Consumer<ToolBox> listener, ToolBox box) {
        try {
            listener.accept(box);
        } catch (RuntimeException e) {
            System.getLogger(LiveToolBox.class.getName())
                    .log(System.Logger.Level.WARNING, "A listener to tool changes failed", e);
        }
    }

    /**
     * Tells the listener of each change, in order, on the thread that makes it; close to stop. The
     * listener must be quick and must not change the tools.
     */
    public Call.Registration onChange(Consumer<ToolBox> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
