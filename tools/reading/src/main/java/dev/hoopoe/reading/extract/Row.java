package dev.hoopoe.reading.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers that describe one block, in a fixed order. Reused from block to block. */
final class Row {
    static final int CAPACITY = 400;

    final float[] values = new float[CAPACITY];
    int size;
    private final List<String> names = new ArrayList<>();

    void start() {
        size = 0;
    }

    float[] copy() {
        return Arrays.copyOf(values, size);
    }

    /** The next number; a feature's name serves whoever looks at the forests. */
    void add(String name, double value) {
        if (size == names.size()) {
            names.add(name);
        }
        values[size++] = (float) value;
    }

    void add(String name, long value) {
        add(name, (double) value);
    }

    /** The next of several numbers of a kind; the name is only put together when it is new. */
    void add(String name, int nth, double value) {
        if (size == names.size()) {
            names.add(name + nth);
        }
        values[size++] = (float) value;
    }

    void add(String name, String of, double value) {
        if (size == names.size()) {
            names.add(name + of);
        }
        values[size++] = (float) value;
    }

    void add(String name, boolean value) {
        add(name, value ? 1 : 0);
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
