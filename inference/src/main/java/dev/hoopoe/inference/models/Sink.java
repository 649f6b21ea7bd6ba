package dev.hoopoe.inference.models;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where bytes go, in order. */
@FunctionalInterface
interface Sink {
    /** Takes all that remain. */
    void write(ByteBuffer bytes) throws IOException;
}
