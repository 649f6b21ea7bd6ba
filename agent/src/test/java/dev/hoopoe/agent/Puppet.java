package dev.hoopoe.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A chat model that does what the test tells it, whatever it is asked: the worst case of obedience.
 */
final class Puppet implements ChatModel {
    final List<ChatRequest> requests = new ArrayList<>();
    private final Function<ChatRequest, String> script;

    private Puppet(Function<ChatRequest, String> script) {
        this.script = script;
    }

    /** Says these texts one after the other, the last one for ever. */
    static Puppet saying(String... texts) {
        int[] next = {0};
        return new Puppet(request -> texts[Math.min(next[0]++, texts.length - 1)]);
    }

    static Puppet doing(Function<ChatRequest, String> script) {
        return new Puppet(script);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        return ChatResponse.builder().aiMessage(AiMessage.from(script.apply(request))).build();
    }

    /** The text of the newest message that the model was shown. */
    String lastSeen() {
        return requests.getLast().messages().getLast().toString();
    }
}
