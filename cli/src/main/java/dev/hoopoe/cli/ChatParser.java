package dev.hoopoe.cli;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/**
 * Splits what is typed into words at blanks alone, since questions have apostrophes, and asks for
 * another line while a line ends with a backslash or a code fence is open.
 */
final class ChatParser extends DefaultParser {
    private static final String GOES_ON = "\\";
    private static final String FENCE = "```";

    ChatParser() {
        setQuoteChars(new char[0]);
        setEscapeChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && unfinished(line)) {
            throw new EOFError(-1, -1, "The question goes on", "");
        }
        return super.parse(line, cursor, context);
    }

    private static boolean unfinished(String line) {
        int fences = line.split(FENCE, -1).length - 1;
        return line.endsWith(GOES_ON) || fences % 2 == 1;
    }

    /** What was typed, without the backslashes that only said that it goes on. */
    static String joined(String typed) {
        return typed.replace(GOES_ON + "\n", "\n");
    }
}
