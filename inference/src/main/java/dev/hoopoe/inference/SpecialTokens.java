package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps control tokens out of text that comes from outside: {@code <|im_end|>} in a web page must
 * not end a turn.
 *
 * <p>Before rendering, each name of such a token within a message is split by a mark after its
 * first character; the template passes the mark through, and the prompt is cut into tokens piece by
 * piece between the marks. What the template itself writes stays whole, and text without such names
 * is rendered exactly as ever.
 */
final class SpecialTokens {
    /** A code point that Unicode reserves for a process's own use (23.7 Noncharacters). */
    static final char MARK = '\uFDD0';

    private final Map<Character, List<String>> namesByFirst = new LinkedHashMap<>();

    /**
     * @param template the source of the model's template; tokens that are text (as {@code
     *     <tool_call>} is) count as special where it uses them
     */
    SpecialTokens(Vocabulary vocabulary, String template) {
        for (int token = 0; token < vocabulary.size(); token++) {
            boolean control = vocabulary.isControl(token);
            if (control || vocabulary.isUserDefined(token)) {
                String name = vocabulary.name(token);
                if (name.length() > 1 && (control || template.contains(name))) {
                    namesByFirst.computeIfAbsent(name.charAt(0), c -> new ArrayList<>()).add(name);
                }
            }
        }
    }

    /** All texts in a message or a tool definition, guarded; the order of keys stays. */
    Map<String, Object> guard(Map<String, Object> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(guard(key), guardValue(value)));
        return Collections.unmodifiableMap(result);
    }

    private Object guardValue(Object value) {
        return switch (value) {
            case String text -> guard(text);
            case Map<?, ?> map -> {
                Map<String, Object> result = new LinkedHashMap<>();
                map.forEach((key, v) -> result.put(guard(String.valueOf(key)), guardNullable(v)));
                yield result;
            }
            case List<?> list -> list.stream().map(this::guardNullable).toList();
            default -> value;
        };
    }

    @SuppressWarnings("NullAway") // JSON's null stays null in a template's context
    private Object guardNullable(Object value) {
        return value == null ? null : guardValue(value);
    }

    String guard(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(c == MARK ? '\uFFFD' : c);
            if (beginsName(text, i)) {
                result.append(MARK);
            }
        }
        return result.toString();
    }

    private boolean beginsName(String text, int at) {
        List<String> names = namesByFirst.get(text.charAt(at));
        return names != null && names.stream().anyMatch(name -> text.startsWith(name, at));
    }
}
