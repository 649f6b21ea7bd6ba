package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A field that holds a text or several. */
final class Texts {
    private Texts() {}

    /** At least one text, none of them empty. */
    static List<String> of(Fields request, String name) {
        JsonNode value =
                request.value(name)
                        .orElseThrow(() -> request.missing(name, "a string or an array of them"));
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value.isArray() ? value : List.of(value)) {
            if (!text.isTextual()) {
                throw request.wrong(
                        name,
                        "must be a string or an array of strings; token numbers are not read");
            }
            if (text.textValue().isEmpty()) {
                throw request.wrong(name, "an empty text says nothing");
            }
            texts.add(text.textValue());
        }
        if (texts.isEmpty()) {
            throw request.wrong(name, "must hold at least one text");
        }
        return texts;
    }
}
