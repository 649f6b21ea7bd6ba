package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what runs on a connection when its time is over or the caller gives up: first it asks the
 * server to cancel, then it cuts the connection, which no driver can ignore. Belongs to one
 * connection; close it before the connection.
 */
final class Deadline implements AutoCloseable {
    /** The time that a server has to cancel before its connection is cut. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final Connection connection;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch given = new CountDownLatch(1);
    private final Call.Registration registration;
    private volatile boolean passed;
    private volatile @Nullable Statement running;

    Deadline(Connection connection, Duration time, Call call) {
        this.connection = connection;
        this.registration = call.onCancel(given::countDown);
        Thread.ofVirtual().name("query-deadline").start(() -> watch(time));
    }

    private void watch(Duration time) {
        try {
            boolean cancelled = given.await(time.toNanos(), TimeUnit.NANOSECONDS);
            if (closed.getCount() == 0) {
                return;
            }
            passed = !cancelled;
            cancel();
            if (!closed.await(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                connection.abort(Runnable::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            System.getLogger(Deadline.class.getName())
                    .log(Level.DEBUG, "A connection was gone before it was cut", e);
        }
    }

    private void cancel() {
        Statement statement = running;
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            System.getLogger(Deadline.class.getName())
                    .log(Level.DEBUG, "A statement could not be cancelled", e);
        }
    }

    /** What runs now, so that it can be cancelled. */
    <S extends Statement> S running(S statement) {
        running = statement;
        return statement;
    }

    /** Whether the time was over before the work was done. */
    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        registration.close();
        closed.countDown();
        given.countDown();
    }
}
