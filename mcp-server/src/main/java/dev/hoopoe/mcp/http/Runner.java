package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.InputRequired;
import dev.hoopoe.mcp.catalogue.RequestPeer;
import dev.hoopoe.mcp.catalogue.RpcException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs requests on the threads on which they came, within the limits. Thread-safe. */
final class Runner {
    private final HttpLimits limits;
    private final Semaphore places;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();

    Runner(HttpLimits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.calls());
    }

    /** What a request asks for. */
    interface Work {
        Map<String, Object> answer(RequestPeer peer) throws RpcException;
    }

    /** Makes the peer of a request, at the time when the request begins to run. */
    interface Peers {
        RequestPeer make() throws RpcException;
    }

    /** Runs it to its end, and answers. */
    void run(Message message, Exchange exchange, Peers peers, Work work) throws RpcException {
        if (!places.tryAcquire()) {
            throw new RpcException(
                    503,
                    RpcException.BUSY,
                    "The server is busy: %d calls run. Send this again later."
                            .formatted(limits.calls()));
        }
        CountDownLatch done = new CountDownLatch(1);
        running.add(exchange);
        try {
            RequestPeer peer = peers.make();
            exchange.attach(peer.call());
            Thread.ofVirtual().name("mcp-watch").start(() -> watch(exchange, done));
            work(message, exchange, peer, work);
        } finally {
            running.remove(exchange);
            done.countDown();
            places.release();
        }
    }

    private static void work(Message message, Exchange exchange, RequestPeer peer, Work work) {
        Object id = Objects.requireNonNull(message.id());
        try {
            exchange.answer(200, Replies.result(id, work.answer(peer)));
        } catch (RpcException e) {
            exchange.answer(e.status(), Replies.error(id, e.error()));
        } catch (InputRequired | RuntimeException e) {
            System.getLogger(Runner.class.getName())
                    .log(System.Logger.Level.ERROR, "A request failed inside", e);
            RpcException fault =
                    new RpcException(
                            500,
                            RpcException.INTERNAL,
                            "The server has a fault in " + message.method());
            exchange.answer(500, Replies.error(id, fault.error()));
        }
    }

    /** Keeps a long call's stream alive, notices a client that has gone, and ends overdue calls. */
    private static void watch(Exchange exchange, CountDownLatch done) {
        try {
            while (!done.await(HttpLimits.ALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
                exchange.alive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the running requests, then cancels what is left. */
    void drain() throws InterruptedException {
        if (!places.tryAcquire(limits.calls(), limits.drain().toNanos(), TimeUnit.NANOSECONDS)) {
            running.forEach(Exchange::stop);
        }
    }
}
