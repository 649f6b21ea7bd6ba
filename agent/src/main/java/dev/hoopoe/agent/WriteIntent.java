package dev.hoopoe.agent;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a question asks for anything to be written or changed. Small models write files that
 * nobody asked for; where no word of a question asks for a change, the tools that change are not
 * offered.
 *
 * <p>The words are stems in a few languages. A question in another script is taken to ask for
 * anything, because a refusal that nobody understands is worse than a file that can be undone.
 */
final class WriteIntent {
    private static final List<String> STEMS =
            List.of(
                    "writ",
                    "save",
                    "saving",
                    "stor",
                    "put",
                    "append",
                    "add",
                    "cop",
                    "record",
                    "export",
                    "creat",
                    "mak",
                    "move",
                    "moving",
                    "renam",
                    "delet",
                    "remov",
                    "edit",
                    "chang",
                    "replac",
                    "updat",
                    "fix",
                    "correct",
                    "insert",
                    "generat",
                    "draft",
                    "note",
                    "output",
                    "dump",
                    "convert",
                    "translat",
                    "fill",
                    "set",
                    "undo",
                    "keep",
                    "schreib",
                    "speicher",
                    "erstell",
                    "änder",
                    "lösch",
                    "kopier",
                    "verschieb",
                    "leg",
                    "escrib",
                    "guard",
                    "crea",
                    "écri",
                    "enregistr",
                    "scriv",
                    "salv",
                    "modif");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+");

    private WriteIntent() {}

    static boolean in(String question) {
        if (!LATIN.matcher(question).find()) {
            return true;
        }
        return WORDS.splitAsStream(question.toLowerCase(Locale.ROOT))
                .anyMatch(word -> STEMS.stream().anyMatch(word::startsWith));
    }
}
