package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A database whose driver can ignore every time limit: it runs in a process that is started with
 * the first call and killed when a call's time is over, when its caller gives up, and at the end.
 * One call at a time; others wait within their own time.
 */
final class ChildEngine implements Engine {
    private static final int MAX_WAIT_MILLIS = 50;

    private final ChildSpec spec;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable ChildProcess child;
    private String state = "";

    ChildEngine(ChildSpec spec) {
        this.spec = spec;
    }

    @Override
    public List<Table> tables(boolean values, Call call) {
        return Wire.readTables(ask(call, List.of(), "tables", Boolean.toString(values)));
    }

    @Override
    public Rows sample(Table table, int rows, Call call) {
        List<List<String>> about = Wire.tables(List.of(table));
        return Wire.rows(ask(call, about, "sample", Integer.toString(rows)));
    }

    @Override
    public Rows query(String sql, List<String> parameters, int limit, Call call) {
        // What is refused need not start a process.
        ReadGuard.check(sql, rules());
        return Wire.rows(ask(call, List.of(parameters), "query", sql, Integer.toString(limit)));
    }

    @Override
    public Rows explain(String sql, List<String> parameters, Call call) {
        ReadGuard.check(sql, rules());
        return Wire.rows(ask(call, List.of(parameters), "explain", sql));
    }

    @Override
    public Changed change(Change change, Call call) {
        if (spec.kind() == ChildSpec.Kind.TABLES) {
            throw Dialect.noWriting("files that are read as tables");
        }
        WriteStatement.parse(change.sql(), rules());
        List<List<String>> parameters = List.of(change.parameters());
        return Wire.readChanged(ask(call, parameters, "change", change.sql(), change.expected()));
    }

    @Override
    public Optional<String> warning(Call call) {
        return ask(call, List.of(), "warning").getFirst().stream().findFirst();
    }

    private ReadRules rules() {
        return switch (spec.kind()) {
            case H2 -> ReadRules.H2;
            case DUCKDB, TABLES -> ReadRules.DUCKDB;
            case OTHER -> ReadRules.STANDARD;
        };
    }

    private List<List<String>> ask(
            Call call, List<List<String>> parts, String verb, String... arguments) {
        takeTurn(call);
        try {
            Duration left = call.remaining();
            Duration time = left.compareTo(MAX_QUERY_TIME) < 0 ? left : MAX_QUERY_TIME;
            List<String> head = new ArrayList<>();
            head.add(verb);
            head.add(Long.toString(time.toMillis()));
            head.addAll(List.of(arguments));
            List<List<String>> request = new ArrayList<>();
            request.add(head);
            request.addAll(parts);
            return within(time, call, request);
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn(Call call) {
        try {
            while (!turn.tryLock(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                call.checkCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("The call was interrupted.", "Call again.");
        }
    }

    private List<List<String>> within(Duration time, Call call, List<List<String>> request) {
        AtomicBoolean late = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        ChildProcess running = running();
        try (Call.Registration _ = call.onCancel(running::kill)) {
            Thread.ofVirtual().name("child-deadline").start(() -> watch(done, time, late, running));
            return checked(running.ask(request));
        } catch (IOException e) {
            boolean full = e instanceof EOFException && !late.get() && running.outOfMemory();
            drop();
            call.checkCancelled();
            if (late.get()) {
                throw JdbcErrors.tooLong(MAX_QUERY_TIME.toSeconds());
            }
            throw full ? JdbcErrors.tooLarge(e) : died(e);
        } finally {
            done.countDown();
        }
    }

    private static void watch(
            CountDownLatch done, Duration time, AtomicBoolean late, ChildProcess running) {
        try {
            if (!done.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                late.set(true);
                running.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ToolException died(IOException e) {
        return new ToolException(
                "The database's process ended in the middle of the query.",
                "Call again, with a smaller query.",
                e);
    }

    /** The process, started where there is none or its files have changed. */
    private ChildProcess running() {
        String now = spec.state();
        if (child != null && (!child.alive() || !now.equals(state))) {
            drop();
        }
        if (child == null) {
            state = now;
            child = started();
        }
        return child;
    }

    private ChildProcess started() {
        ChildProcess fresh;
        try {
            fresh = ChildProcess.start();
        } catch (IOException e) {
            throw died(e);
        }
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> watch(done, MAX_QUERY_TIME, new AtomicBoolean(), fresh));
        try {
            checked(fresh.ask(List.of(spec.toStrings())));
            return fresh;
        } catch (IOException e) {
            fresh.close();
            throw died(e);
        } catch (ToolException e) {
            fresh.close();
            throw e;
        } finally {
            done.countDown();
        }
    }

    private static List<List<String>> checked(List<List<String>> answer) {
        List<String> head = answer.getFirst();
        if (head.getFirst().equals("fail")) {
            String message = head.get(1);
            int end = message.indexOf(". ") + 1;
            throw end > 0
                    ? new ToolException(message.substring(0, end), message.substring(end + 1))
                    : new ToolException(message, "Try another query.");
        }
        return answer.subList(1, answer.size());
    }

    private void drop() {
        ChildProcess gone = child;
        child = null;
        if (gone != null) {
            gone.close();
        }
    }

    /** Kills the process, also in the middle of a call. */
    @Override
    public void close() {
        ChildProcess running = child;
        if (running != null) {
            running.kill();
        }
        turn.lock();
        try {
            drop();
        } finally {
            turn.unlock();
        }
    }
}
