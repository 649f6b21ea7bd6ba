package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;

/** A question with the page and the files that come with it, as one text, a line for each. */
final class AskedText {
    private AskedText() {}

    /**
     * @param asked {@code text}, and maybe {@code url} and {@code files}
     * @throws ApiException if there is no question, or too much of it
     */
    static String of(ObjectNode asked) {
        String question = asked.path("text").asText("").strip();
        if (question.isEmpty()) {
            throw new ApiException(
                    ApiError.badRequest("text", "The question is empty. Write one."));
        }
        StringBuilder text = new StringBuilder(question);
        line(text, "Page", asked.path("url").asText(""));
        files(text, asked.path("files"));
        if (text.length() > PageLimits.QUESTION_CHARS) {
            throw new ApiException(
                    ApiError.badRequest(
                            "text",
                            "The question has %,d characters; %,d are the most. Put long text into a file and name it."
                                    .formatted(text.length(), PageLimits.QUESTION_CHARS)));
        }
        return text.toString();
    }

    private static void files(StringBuilder text, JsonNode files) {
        if (files.size() > PageLimits.QUESTION_FILES) {
            throw new ApiException(
                    ApiError.badRequest(
                            "files",
                            "%d files came with the question; %d are the most. Name their folder instead."
                                    .formatted(files.size(), PageLimits.QUESTION_FILES)));
        }
        files.forEach(file -> line(text, "File", file.asText("")));
    }

    private static void line(StringBuilder text, String name, String value) {
        String one = value.strip().replaceAll("\\s+", " ");
        text.append(one.isEmpty() ? "" : "\n%s: %s".formatted(name, one));
    }
}
