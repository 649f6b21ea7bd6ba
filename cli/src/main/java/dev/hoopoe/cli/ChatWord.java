package dev.hoopoe.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be told to the chat itself, by a line that begins with a slash. */
enum ChatWord {
    HELP("", "this list"),
    TOOLS("", "the tools of this chat"),
    SOURCES("", "where the last answer's facts come from, with time and hash"),
    UNDO("[ID]", "take back a change: the newest, or the one with this undo id"),
    MODEL("[NAME]", "the model; with a name, another one from now on"),
    COST("", "calls, tokens and time of this chat, and how full the context is"),
    COMPACT("", "make room: older answers stay, their tool results go"),
    NEW("", "begin a new conversation; this one stays kept"),
    SESSIONS("[TEXT]", "the kept conversations, or those with this text"),
    RESUME("[ID]", "go on with a kept conversation, else with the last one"),
    SAVE("TITLE", "give this conversation a title"),
    CONTINUE("", "go on with a question that was broken off"),
    EXIT("", "leave (also Ctrl-D)");

    private final String argument;
    private final String meaning;

    ChatWord(String argument, String meaning) {
        this.argument = argument;
        this.meaning = meaning;
    }

    /** As it is typed: {@code /undo}. */
    String typed() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    String argument() {
        return argument;
    }

    String meaning() {
        return meaning;
    }

    static Optional<ChatWord> of(String typed) {
        return Arrays.stream(values()).filter(word -> word.typed().equals(typed)).findFirst();
    }

    static List<String> allTyped() {
        return Arrays.stream(values()).map(ChatWord::typed).toList();
    }
}
