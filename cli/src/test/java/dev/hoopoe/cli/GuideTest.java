package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the guides compiles, block by block. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
    private static final String IMPORTS =
            """
            import dev.hoopoe.agent.*;
            import dev.hoopoe.inference.*;
            import dev.hoopoe.mcp.*;
            import dev.hoopoe.tools.*;
            import dev.hoopoe.tools.testing.*;
            import dev.langchain4j.model.chat.ChatModel;
            """;

    @TempDir private Path classes;

    static List<String> blocks() throws IOException {
        String guides =
                Files.readString(Path.of("..", "docs", "tools.md"))
                        + Files.readString(Path.of("..", "docs", "agent.md"));
        return BLOCK.matcher(guides).results().map((MatchResult m) -> m.group(1)).toList();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void compiles(String block) {
        // Each block is a compact source file (JEP 512), which needs a main.
        String main = block.contains("void main(") ? "" : "void main() {}\n";
        StringWriter said = new StringWriter();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        boolean compiled =
                compiler.getTask(
                                said,
                                null,
                                null,
                                List.of(
                                        "-d",
                                        classes.toString(),
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path")),
                                null,
                                Stream.of(source(IMPORTS + block + main)).toList())
                        .call();

        assertThat(compiled).as(said.toString()).isTrue();
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///Guide.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
