package dev.hoopoe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A question of the demonstration with what a right answer must hold.
 *
 * @param family what it shows
 * @param question with {@code {site}} for the local site's address
 * @param file the file that the question asks for, or "" when the answer itself counts
 * @param expected what the file or the answer must contain
 */
record DemoTask(String family, String question, String file, String expected) {
    /** One question for each family of tools, then one that needs several. */
    static final List<DemoTask> ALL =
            List.of(
                    new DemoTask(
                            "a web page",
                            "What does a family day ticket cost? See {site}/tickets.html",
                            "",
                            "32"),
                    new DemoTask(
                            "a database", "How many hoopoes are in the aviary database?", "", "6"),
                    new DemoTask(
                            "a file to read", "Who feeds on Wednesday? See rota.md", "", "Mirela"),
                    new DemoTask(
                            "a file to write",
                            "Write \"Crickets arrive on Tuesday.\" to reminder.txt",
                            "reminder.txt",
                            "Crickets arrive on Tuesday"),
                    new DemoTask(
                            "all together",
                            "Which species is the guest of the month at {site}/news.html? Count the"
                                    + " birds of that species in the aviary database and write the"
                                    + " number to guests.txt",
                            "guests.txt",
                            "5"));

    /** Whether the work was done. */
    boolean right(String answer, Path folder) throws IOException {
        return contains(file.isEmpty() ? answer : written(folder));
    }

    private String written(Path folder) throws IOException {
        Path path = folder.resolve(file);
        return Files.isRegularFile(path) ? Files.readString(path) : "";
    }

    // "6" must not be found in "16" or "6.5".
    private boolean contains(String text) {
        int at = text.indexOf(expected);
        while (at >= 0) {
            boolean before = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
            int end = at + expected.length();
            boolean after = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
            if (!before && !after) {
                return true;
            }
            at = text.indexOf(expected, at + 1);
        }
        return false;
    }
}
