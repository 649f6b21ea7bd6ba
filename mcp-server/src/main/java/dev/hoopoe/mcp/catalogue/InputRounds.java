package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a client that has no session (MCP 2026-07-28, multi round-trip requests): the result names
 * the questions and carries a state, and the client repeats the request with both the answers and
 * the state. The state is signed, good for the same request only, and for a limited time; an answer
 * counts only for the question that it was given to, word for word. Thread-safe.
 */
public final class InputRounds {
    /** How long a state is good. */
    public static final Duration LIFE = Call.LONGEST_WAIT;

    private static final String HMAC = "HmacSHA256";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretKeySpec key;
    private final InstantSource clock;

    /** With a key of its own, so that states end with this process. */
    public InputRounds() {
        this(random(), InstantSource.system());
    }

    InputRounds(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, HMAC);
        this.clock = clock;
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /**
     * What the client has answered up to this request.
     *
     * @throws RpcException if the state was not made for this request by this server, or is too old
     */
    public RequestPeer.Asker round(String method, Map<String, Object> params) throws RpcException {
        String request = request(method, params);
        Map<String, Object> state =
                params.containsKey("requestState")
                        ? state(params.get("requestState"), request)
                        : Map.of();
        Map<String, Object> asked = Params.object(state.get("asked"));
        Map<String, Object> answers = Params.object(state.get("answers"));
        Params.member(params, "inputResponses")
                .forEach((name, answer) -> {
                    if (asked.containsKey(name) && answer instanceof Map<?, ?>) {
                        answers.put(name, answer);
                    }
                });
        return (questions, _) -> ask(request, asked, answers, questions);
    }

    private Map<String, Map<String, Object>> ask(
            String request,
            Map<String, Object> asked,
            Map<String, Object> answers,
            Map<String, Peer.Question> questions) {
        Map<String, Map<String, Object>> known = new LinkedHashMap<>();
        Map<String, Object> open = new LinkedHashMap<>();
        questions.forEach((name, question) -> {
            String digest = digest(question.method() + Json.write(question.params()));
            boolean same = digest.equals(asked.put(name, digest));
            if (same && answers.containsKey(name)) {
                known.put(name, Params.object(answers.get(name)));
            } else {
                answers.remove(name);
                open.put(name, described(question));
            }
        });
        if (open.isEmpty()) {
            return known;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("resultType", "input_required");
        result.put("inputRequests", open);
        result.put("requestState", sign(request, asked, answers));
        throw new InputRequired(result);
    }

    private static Map<String, Object> described(Peer.Question question) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("method", question.method());
        described.put("params", question.params());
        return described;
    }

    /** What must stay the same from one round to the next. */
    private static String request(String method, Map<String, Object> params) {
        return digest(
                method
                        + '\n'
                        + params.get("name")
                        + '\n'
                        + Json.write(Params.object(params.get("arguments"))));
    }

    private String sign(String request, Map<String, Object> asked, Map<String, Object> answers) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("request", request);
        state.put("asked", asked);
        state.put("answers", answers);
        state.put("until", clock.instant().plus(LIFE).getEpochSecond());
        state.put("nonce", HexFormat.of().formatHex(random(), 0, 8));
        String body = encode(Json.write(state).getBytes(StandardCharsets.UTF_8));
        return body + '.' + encode(mac(body));
    }

    private Map<String, Object> state(Object signed, String request) throws RpcException {
        String text = String.valueOf(signed);
        int dot = text.lastIndexOf('.');
        String body = dot < 0 ? "" : text.substring(0, dot);
        byte[] shown = text.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        byte[] right = encode(mac(body)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(right, shown)) {
            throw RpcException.invalid(
                    "The requestState is none of this server. Send the request without it to begin again.");
        }
        Map<String, Object> state = read(body);
        boolean fresh =
                state.get("until") instanceof Number until
                        && clock.instant().getEpochSecond() <= until.longValue();
        if (!fresh || !request.equals(state.get("request"))) {
            throw RpcException.invalid(
                    "The requestState is too old or of another request. Send the request without it to begin again.");
        }
        return state;
    }

    private static Map<String, Object> read(String body) {
        try {
            return Params.object(JSON.readValue(Base64.getUrlDecoder().decode(body), Map.class));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalStateException("A state that was signed here is one", e);
        }
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return encode(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
