package dev.hoopoe.inference.models;

import dev.hoopoe.inference.llama.Llama;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.NativeLibraries;
import dev.hoopoe.inference.llama.Vocabulary;
import dev.hoopoe.inference.llama.VocabularyFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * How a model cuts text into tokens; needs its vocabulary only, not its weights.
 *
 * <p>Any thread may ask. Who opened it closes it.
 */
public final class Tokenizer implements AutoCloseable {
    private final VocabularyFile file;

    private Tokenizer(VocabularyFile file) {
        this.file = file;
    }

    /**
     * A token of a text.
     *
     * @param id its number
     * @param text what it stands for, with a backslash before what cannot be seen; {@code \xHH} for
     *     a byte that is no whole character
     * @param hex its bytes, two digits each
     * @param control whether it is a sign to the model and no text
     */
    public record Token(int id, String text, String hex, boolean control) {}

    /**
     * Reads the vocabulary of a model file.
     *
     * @param cache the folder for unpacked libraries, usually {@code $XDG_CACHE_HOME/hoopoe}
     * @throws ModelException if the file is no model, has no vocabulary or the engine cannot read
     *     it
     */
    public static Tokenizer open(Path file, Path cache) {
        GgufHeader header = GgufHeader.read(file);
        if (header.vocabularySize() == 0) {
            throw new ModelException(
                    file + " has no vocabulary, so it cannot cut text. Choose another model.");
        }
        try {
            Llama llama = Llama.load(NativeLibraries.unpack(cache.resolve("natives")));
            return new Tokenizer(VocabularyFile.open(llama, file));
        } catch (LlamaException failure) {
            throw new ModelException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /**
     * Cuts text.
     *
     * @param special whether the text of a control token becomes that token, as in a prompt's own
     *     marks; text from outside is cut without
     */
    public List<Token> tokens(String text, boolean special) {
        return Arrays.stream(file.vocabulary().tokenize(text, special))
                .mapToObj(this::token)
                .toList();
    }

    private Token token(int id) {
        Vocabulary vocabulary = file.vocabulary();
        byte[] bytes =
                vocabulary.isControl(id)
                        ? vocabulary.name(id).getBytes(StandardCharsets.UTF_8)
                        : vocabulary.piece(id);
        return new Token(
                id, visible(bytes), HexFormat.of().formatHex(bytes), vocabulary.isControl(id));
    }

    private static String visible(byte[] bytes) {
        StringBuilder visible = new StringBuilder();
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .codePoints()
                    .forEach(point -> append(visible, point));
        } catch (CharacterCodingException _) {
            visible.setLength(0);
            for (byte piece : bytes) {
                visible.append(
                        piece >= ' ' && piece < 0x7f
                                ? String.valueOf((char) piece)
                                : "\\x%02X".formatted(piece));
            }
        }
        return visible.toString();
    }

    private static void append(StringBuilder visible, int point) {
        switch (point) {
            case '\n' -> visible.append("\\n");
            case '\r' -> visible.append("\\r");
            case '\t' -> visible.append("\\t");
            case '\\' -> visible.append("\\\\");
            default -> {
                if (Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.UNASSIGNED) {
                    visible.append("\\u{%X}".formatted(point));
                } else {
                    visible.appendCodePoint(point);
                }
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
