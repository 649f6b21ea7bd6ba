package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class ChatParserTest {
    private final ChatParser parser = new ChatParser();

    @Test
    void anApostropheOpensNothing() {
        String typed = "What's in John's \"file?";
        assertThat(parser.parse(typed, typed.length(), ParseContext.ACCEPT_LINE).words())
                .containsExactly("What's", "in", "John's", "\"file?");
    }

    @Test
    void aBackslashOrAnOpenFenceAsksForAnotherLine() {
        assertThatThrownBy(() -> parser.parse("first\\", 6, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThatThrownBy(() -> parser.parse("```\ncode", 8, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThat(parser.parse("```\ncode\n```", 12, ParseContext.ACCEPT_LINE).line())
                .contains("code");
        assertThat(ChatParser.joined("first\\\nsecond")).isEqualTo("first\nsecond");
    }
}
