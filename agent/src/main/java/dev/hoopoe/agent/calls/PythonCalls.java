package dev.hoopoe.agent.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's form: {@code name(path="a", limit=3)}, alone or in a list. */
final class PythonCalls {
    private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,63})\\(");
    private static final Pattern KEY =
            Pattern.compile("\\s*+([A-Za-z_][A-Za-z0-9_]{0,63})\\s*+=\\s*+");

    private PythonCalls() {}

    static void read(String text, Set<String> tools, List<TextCall> calls) {
        Matcher name = NAME.matcher(text);
        int at = 0;
        while (name.find(at)) {
            at = name.end();
            if (tools.contains(name.group(1))) {
                Arguments arguments = new Arguments(text, at);
                if (arguments.read()) {
                    calls.add(new TextCall(name.group(1), arguments.values));
                    at = arguments.at;
                }
            }
        }
    }

    private static final class Arguments {
        final Map<String, Object> values = new LinkedHashMap<>();
        private final String text;
        private int at;

        Arguments(String text, int at) {
            this.text = text;
            this.at = at;
        }

        /** Whether keyword arguments and a closing parenthesis stood here. */
        boolean read() {
            Matcher key = KEY.matcher(text);
            while (!closed()) {
                if (!key.find(at) || key.start() != at) {
                    return false;
                }
                at = key.end();
                Object value = value();
                if (value == null) {
                    return false;
                }
                values.put(key.group(1), value);
                skip(",");
            }
            return true;
        }

        private boolean closed() {
            skip(" \n");
            if (at < text.length() && text.charAt(at) == ')') {
                at++;
                return true;
            }
            return false;
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private @Nullable Object value() {
            if (at >= text.length()) {
                return null;
            }
            char c = text.charAt(at);
            if (c == '{' || c == '[') {
                LooseJson.Parsed parsed = new LooseJson(text).parse(at);
                at = parsed == null ? at : parsed.end();
                return parsed == null ? null : parsed.value();
            }
            return c == '"' || c == '\'' ? quoted(c) : bare();
        }

        private @Nullable String quoted(char quote) {
            StringBuilder value = new StringBuilder();
            for (int i = at + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == quote) {
                    at = i + 1;
                    return value.toString();
                }
                if (c == '\\' && i + 1 < text.length()) {
                    char next = text.charAt(++i);
                    value.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                } else {
                    value.append(c);
                }
            }
            return null;
        }

        private @Nullable Object bare() {
            int start = at;
            while (at < text.length() && ",) \n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(start, at);
            return switch (word) {
                case "True", "true" -> true;
                case "False", "false" -> false;
                case "" -> null;
                default -> word;
            };
        }
    }
}
