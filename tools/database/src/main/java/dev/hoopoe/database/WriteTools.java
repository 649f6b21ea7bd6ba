package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tool that changes a database, in two calls: the first shows what would change and rolls back,
 * the second names the token of that effect and, after the user's yes, keeps it. A token says
 * nothing by itself: it is a keyed hash of statement, values, database and effect. Thread-safe.
 */
public final class WriteTools {
    private static final String HASH = "HmacSHA256";
    private static final int TOKEN_CHARS = 16;
    private static final int MAX_ASKED_CHARS = 2_000;

    private final Databases databases;
    private final SecretKeySpec key;

    /** Changes to those of these databases that were opened as writable. */
    public WriteTools(Databases databases) {
        this.databases = databases;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, HASH);
    }

    record Write(
            String sql,
            Optional<List<String>> params,
            Optional<String> source,
            @Doc("token from the preview") Optional<String> commit) {}

    @Tool(
            value = "Preview one INSERT, UPDATE or DELETE; call again with commit to keep it.",
            effect = Effect.CHANGES,
            asks = true,
            traits = Trait.READS_PRIVATE)
    Reply db_write(Write in, Call call) {
        Map.Entry<String, Engine> chosen = databases.choose(in.source());
        requireWritable(chosen.getKey());
        List<String> params = in.params().orElse(List.of());
        String token = in.commit().map(String::strip).orElse("");
        Changed seen = chosen.getValue().change(new Change(in.sql(), params, ""), call);
        if (token.isEmpty()) {
            return preview("Nothing is changed yet.", seen, in, chosen.getKey());
        }
        if (!same(token, token(in, chosen.getKey(), seen))) {
            return preview(
                    "Nothing is changed: the effect is not the one that this token stands for. Write"
                            + " times and random values into the statement.",
                    seen,
                    in,
                    chosen.getKey());
        }
        return commit(in, seen, chosen, call);
    }

    private void requireWritable(String name) {
        if (!databases.writable(name)) {
            throw new ToolException(
                    "Database %s may only be read.".formatted(name),
                    "Tell the user that --allow-db-write %s allows changes.".formatted(name));
        }
    }

    private Reply commit(Write in, Changed seen, Map.Entry<String, Engine> chosen, Call call) {
        if (!call.ask(question(in, seen, chosen.getKey()))) {
            throw new ToolException(
                    "The user did not allow the change.",
                    "Tell the user that nothing was changed.");
        }
        List<String> params = in.params().orElse(List.of());
        Changed done =
                chosen.getValue().change(new Change(in.sql(), params, seen.fingerprint()), call);
        if (!done.committed()) {
            return preview(
                    "Nothing is changed: the rows are not as they were when the user was asked.",
                    done,
                    in,
                    chosen.getKey());
        }
        return Reply.of(done.rows() + (done.rows() == 1 ? " row" : " rows") + " changed")
                .fact("changed", done.rows())
                .fact("committed", true)
                .fact("source", chosen.getKey())
                .source(new Source.Database(chosen.getKey()));
    }

    private Reply preview(String first, Changed seen, Write in, String source) {
        // In front of the rows, which may be cut to the reader's budget.
        String next =
                seen.rows() == 0
                        ? ""
                        : " To keep it, call again with commit=" + token(in, source, seen) + ".";
        return Reply.of(first + next + "\n" + effect(seen))
                .fact("changed", 0)
                .fact("would_change", seen.rows())
                .fact("committed", false)
                .fact("source", source)
                .source(new Source.Database(source));
    }

    private static String effect(Changed seen) {
        StringBuilder text = new StringBuilder();
        text.append(seen.rows())
                .append(seen.rows() == 1 ? " row" : " rows")
                .append(" would change");
        side(text, "before", seen.before());
        side(text, "after", seen.after());
        return text.toString();
    }

    private static void side(StringBuilder text, String name, Rows rows) {
        if (!rows.header().isEmpty()) {
            text.append('\n').append(name);
            text.append(rows.truncated() ? " (the first " + rows.csv().size() + ")" : "");
            text.append(":\n").append(rows.text());
        }
    }

    private static String question(Write in, Changed seen, String source) {
        String values = in.params().map(p -> "\nvalues: " + String.join(", ", p)).orElse("");
        String text =
                "Change database %s?\n%s%s\n%s".formatted(source, in.sql(), values, effect(seen));
        return text.length() <= MAX_ASKED_CHARS ? text : text.substring(0, MAX_ASKED_CHARS) + "…";
    }

    private String token(Write in, String source, Changed seen) {
        StringBuilder bound = new StringBuilder();
        List<String> params = in.params().orElse(List.of());
        for (String part : List.of(source, in.sql(), seen.fingerprint())) {
            bound.append(part.length()).append(':').append(part);
        }
        params.forEach(value -> bound.append(value.length()).append(':').append(value));
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            byte[] hash = mac.doFinal(bound.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, TOKEN_CHARS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(String given, String token) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
