package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.Vocabulary;
import dev.hoopoe.inference.template.ChatTemplate;
import dev.hoopoe.inference.template.TemplateException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The chat template that a model file brings along. */
final class TemplateRenderer implements PromptRenderer {
    private final ChatTemplate template;
    private final String beginning;
    private final String end;
    private final boolean thoughts;

    private TemplateRenderer(
            ChatTemplate template, String beginning, String end, boolean thoughts) {
        this.thoughts = thoughts;
        this.template = template;
        this.beginning = beginning;
        this.end = end;
    }

    static TemplateRenderer of(LlamaModel model, Path file) {
        String source =
                model.chatTemplate()
                        .orElseThrow(() ->
                                new InferenceException(
                                        "The model "
                                                + file
                                                + " brings no chat template, so it was not"
                                                + " trained to talk. Choose an instruct"
                                                + " model."));
        Vocabulary vocabulary = model.vocabulary();
        try {
            return new TemplateRenderer(
                    ChatTemplate.parse(source),
                    name(vocabulary, vocabulary.beginning()),
                    name(vocabulary, vocabulary.end()),
                    source.contains(ReasoningTags.OPEN));
        } catch (TemplateException e) {
            throw new InferenceException(e);
        }
    }

    private static String name(Vocabulary vocabulary, int token) {
        return token < 0 ? "" : vocabulary.name(token);
    }

    @Override
    public boolean knowsThoughts() {
        return thoughts;
    }

    @Override
    public String render(
            List<Map<String, Object>> messages, List<Map<String, Object>> tools, Ending ending) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("messages", messages);
        if (!tools.isEmpty()) {
            context.put("tools", tools);
        }
        context.put("add_generation_prompt", ending != Ending.MESSAGES);
        if (ending == Ending.ANSWER) {
            // What Qwen3's template and those after it read.
            context.put("enable_thinking", false);
        }
        context.put("bos_token", beginning);
        context.put("eos_token", end);
        try {
            return template.render(context);
        } catch (TemplateException e) {
            throw new InferenceException(e);
        }
    }
}
