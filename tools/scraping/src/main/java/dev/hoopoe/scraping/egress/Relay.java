package dev.hoopoe.scraping.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Copies bytes both ways between two sockets until one side ends or both fall silent. */
final class Relay {
    /** A connection on which neither side sends for so long is closed. */
    static final int IDLE_MILLIS = 60_000;

    private static final int BUFFER_BYTES = 16 * 1_024;

    private Relay() {}

    /** Both ways, until the server ends. */
    static void run(Socket client, InputStream fromClient, Socket server, InputStream fromServer)
            throws IOException {
        server.setSoTimeout(IDLE_MILLIS);
        Half upload = start(client, fromClient, server);
        copy(fromServer, client.getOutputStream(), upload.clock());
    }

    /** Starts copying what the client sends; ends by itself when either socket closes. */
    static Half start(Socket client, InputStream fromClient, Socket server) throws IOException {
        client.setSoTimeout(IDLE_MILLIS);
        AtomicLong clock = new AtomicLong(System.nanoTime());
        OutputStream toServer = server.getOutputStream();
        Thread.ofVirtual()
                .name("egress-upload")
                .start(() -> {
                    try {
                        copy(fromClient, toServer, clock);
                        server.shutdownOutput();
                    } catch (IOException e) {
                        // The download half sees the closed socket and ends the exchange.
                        clock.set(0);
                    }
                });
        return new Half(clock);
    }

    static void copy(InputStream in, OutputStream out, AtomicLong clock) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int read = readUnlessIdle(in, buffer, clock);
            if (read < 0) {
                out.flush();
                return;
            }
            out.write(buffer, 0, read);
            clock.set(System.nanoTime());
        }
    }

    /** A read that times out counts only when the other direction was silent as well. */
    private static int readUnlessIdle(InputStream in, byte[] buffer, AtomicLong clock)
            throws IOException {
        while (true) {
            try {
                return in.read(buffer);
            } catch (SocketTimeoutException e) {
                if ((System.nanoTime() - clock.get()) / 1_000_000 >= IDLE_MILLIS) {
                    throw e;
                }
            }
        }
    }

    /** The direction that runs by itself, and when it or the other one last moved a byte. */
    record Half(AtomicLong clock) {}
}
