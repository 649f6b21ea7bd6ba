package dev.hoopoe.inference;

import java.util.List;
import java.util.Map;

/** The plainest template: ChatML, tools in a system turn. */
final class ChatMl implements PromptRenderer {
    @Override
    public String render(
            List<Map<String, Object>> messages, List<Map<String, Object>> tools, Ending ending) {
        StringBuilder text = new StringBuilder();
        if (!tools.isEmpty()) {
            text.append("<|im_start|>system\nTools:\n");
            tools.forEach(tool -> text.append(tool).append('\n'));
            text.append("<|im_end|>\n");
        }
        for (Map<String, Object> message : messages) {
            text.append("<|im_start|>").append(message.get("role")).append('\n');
            text.append(message.get("content")).append("<|im_end|>\n");
        }
        return text.append(ending != Ending.MESSAGES ? "<|im_start|>assistant\n" : "").toString();
    }
}
