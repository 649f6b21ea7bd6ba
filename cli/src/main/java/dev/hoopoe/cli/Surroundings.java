package dev.hoopoe.cli;

/** What a model is told about where it is: names only, in one line. */
final class Surroundings {
    private Surroundings() {}

    static String of(ToolChoice choice) {
        return choice.databases().isEmpty()
                ? ""
                : "Databases: " + String.join(", ", choice.databases().keySet()) + ".";
    }
}
