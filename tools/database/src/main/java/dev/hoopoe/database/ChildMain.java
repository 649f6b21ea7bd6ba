package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The child process of one database: answers one request after the other until its parent closes
 * its input, or dies, which closes it too.
 */
final class ChildMain {
    /** The exit code after which the parent says that a query was too large. */
    static final int OUT_OF_MEMORY = 3;

    private final Engine engine;

    private ChildMain(Engine engine) {
        this.engine = engine;
    }

    /**
     * Serves until standard input ends.
     *
     * @param arguments a private folder of this process
     */
    public static void main(String[] arguments) throws Exception {
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        // A driver that prints must not speak for us.
        System.setOut(System.err);
        BlockingQueue<List<List<String>>> requests = new ArrayBlockingQueue<>(1);
        Path scratch = Path.of(arguments[0]);
        Thread.ofPlatform().daemon().start(() -> listen(System.in, requests, scratch));
        try {
            serve(requests, out, scratch);
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    // A query may hold its thread for ever, so the end of the input is seen by another.
    private static void listen(
            InputStream in, BlockingQueue<List<List<String>>> requests, Path scratch) {
        try (DataInputStream data = new DataInputStream(in)) {
            while (true) {
                requests.put(Wire.read(data));
            }
        } catch (IOException | InterruptedException e) {
            end(scratch);
        }
    }

    private static void end(Path scratch) {
        try {
            Scratch.delete(scratch);
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            // What a query still writes cannot be deleted; ending it matters more.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void serve(
            BlockingQueue<List<List<String>>> requests, DataOutputStream out, Path scratch)
            throws IOException, InterruptedException {
        ChildSpec spec = ChildSpec.of(requests.take().getFirst());
        ChildMain child;
        try {
            child = new ChildMain(new JdbcEngine("", Drivers.dialect(spec, scratch)));
        } catch (SQLException e) {
            fail(out, JdbcErrors.explain(spec.kind().name(), e, "", List.of()));
            return;
        } catch (ToolException e) {
            fail(out, e);
            return;
        }
        Wire.write(out, List.of(List.of("ready")));
        while (true) {
            List<List<String>> request = requests.take();
            try {
                List<List<String>> answer = new ArrayList<>();
                answer.add(List.of("ok"));
                answer.addAll(child.answer(request));
                Wire.write(out, answer);
            } catch (ToolException e) {
                fail(out, e);
            } catch (RuntimeException e) {
                fail(
                        out,
                        new ToolException(
                                "The database's driver failed (" + e + ").", "Try another query."));
            }
        }
    }

    private static void fail(DataOutputStream out, ToolException e) throws IOException {
        Wire.write(out, List.of(List.of("fail", String.valueOf(e.getMessage()))));
    }

    private List<List<String>> answer(List<List<String>> request) {
        List<String> head = request.getFirst();
        Duration time = Duration.ofMillis(Long.parseLong(head.get(1)));
        Call call = RunningCall.with(new RunningCall.Listener() {}, time);
        return switch (head.get(0)) {
            case "tables" -> Wire.tables(engine.tables(Boolean.parseBoolean(head.get(2)), call));
            case "sample" ->
                    Wire.rows(
                            engine.sample(
                                    Wire.readTables(request.subList(1, 2)).getFirst(),
                                    Integer.parseInt(head.get(2)),
                                    call));
            case "query" ->
                    Wire.rows(
                            engine.query(
                                    head.get(2),
                                    request.get(1),
                                    Integer.parseInt(head.get(3)),
                                    call));
            case "explain" -> Wire.rows(engine.explain(head.get(2), request.get(1), call));
            case "change" ->
                    Wire.changed(
                            engine.change(
                                    new Change(head.get(2), request.get(1), head.get(3)), call));
            case "warning" -> Wire.text(engine.warning(call));
            default -> throw new IllegalArgumentException(head.get(0));
        };
    }
}
