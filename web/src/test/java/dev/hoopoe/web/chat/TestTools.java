package dev.hoopoe.web.chat;

import static java.time.temporal.ChronoUnit.MINUTES;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tools of the usual names over a small world that the tests know. */
final class TestTools {
    static final String PAGE =
            """
            # Hoopoes of the river meadow

            The meadow association rings birds since 1998.

            In May 2026 the helpers counted 37 breeding pairs, nine more than the year before.

            Hoopoes eat mole crickets, beetle larvae and spiders.

            The next walk starts on 14 June at the old mill.
            """;

    /** What the test puts under an address. */
    final Map<String, String> pages = new ConcurrentHashMap<>();

    final List<String> sent = new CopyOnWriteArrayList<>();

    record Fetch(@Doc("address") String url) {}

    record Query(@Doc("SELECT") String sql) {}

    record Read(@Doc("file") String path) {}

    record Order(@Doc("what") String item, @Doc("how many") int amount) {}

    @Tool("Read a page.")
    Reply web_fetch(Fetch in, Call call) {
        if (in.url().contains("broken")) {
            throw new ToolException("The page answered 404.", "Try another address.");
        }
        if (pages.containsKey(in.url())) {
            return Reply.of(pages.get(in.url())).source(new Source.Url(in.url()));
        }
        if (in.url().contains("kept")) {
            Instant before = Instant.now().minus(Duration.ofHours(3)).truncatedTo(MINUTES);
            return new Reply(
                    PAGE,
                    Map.of("fetched", before.toString(), "via", "cache"),
                    List.of(new Source.Url(in.url())));
        }
        call.progress(1, 2, "fetching " + in.url());
        return new Reply(PAGE, Map.of("src", in.url()), List.of(new Source.Url(in.url())));
    }

    @Tool("Read a file.")
    Reply file_read(Read in) {
        return new Reply(
                "1: Rota of the feeding station\n2: Monday Mirela\n3: Tuesday Jonas",
                Map.of("src", in.path()),
                List.of(new Source.File(in.path())));
    }

    @Tool("Query a database.")
    Reply db_query(Query in) {
        return new Reply(
                "species,pairs,first seen\nHoopoe,37,1998\nBee-eater,112,2004\nWryneck,9,2001\n\"Roller, blue\",4,=1+1",
                Map.of("rows", "4", "truncated", "false"),
                List.of(new Source.Database("aviary")));
    }

    @Tool(value = "Order something.", effect = Effect.CHANGES)
    Reply shop_order(Order in) {
        sent.add(in.amount() + " " + in.item());
        return Reply.of("ordered");
    }
}
