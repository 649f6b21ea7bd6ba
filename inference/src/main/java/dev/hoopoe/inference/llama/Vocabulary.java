package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.hoopoe.inference.llama.Symbols.Function;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A model's tokens: text to ids and back. Safe from every thread while the model is open. */
public final class Vocabulary {
    private static final int CONTROL = 1 << 3; // LLAMA_TOKEN_ATTR_CONTROL
    private static final int UNKNOWN = 1 << 0; // LLAMA_TOKEN_ATTR_UNKNOWN
    private static final int USER_DEFINED = 1 << 4; // LLAMA_TOKEN_ATTR_USER_DEFINED
    private static final int USUAL_PIECE = 64;

    private final MemorySegment vocab;
    private final Function tokenize;
    private final Function piece;
    private final Function attributes;
    private final Function endOfGeneration;
    private final int size;
    private final int beginning;
    private final int end;
    private final boolean addsBeginning;
    private final AtomicReferenceArray<byte[]> pieces;

    Vocabulary(Symbols symbols, MemorySegment vocab) {
        this.vocab = vocab;
        tokenize =
                symbols.returning(
                        JAVA_INT,
                        "llama_tokenize",
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_BOOLEAN,
                        JAVA_BOOLEAN);
        piece =
                symbols.returning(
                        JAVA_INT,
                        "llama_token_to_piece",
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_BOOLEAN);
        attributes = symbols.returning(JAVA_INT, "llama_vocab_get_attr", ADDRESS, JAVA_INT);
        endOfGeneration = symbols.returning(JAVA_BOOLEAN, "llama_vocab_is_eog", ADDRESS, JAVA_INT);
        size = number(symbols, "llama_vocab_n_tokens");
        beginning = number(symbols, "llama_vocab_bos");
        end = number(symbols, "llama_vocab_eos");
        addsBeginning = addsBeginning(symbols);
        pieces = new AtomicReferenceArray<>(size);
    }

    private int number(Symbols symbols, String name) {
        try {
            return (int) symbols.returning(JAVA_INT, name, ADDRESS).handle().invokeExact(vocab);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private boolean addsBeginning(Symbols symbols) {
        try {
            return (boolean)
                    symbols.returning(JAVA_BOOLEAN, "llama_vocab_get_add_bos", ADDRESS)
                            .handle()
                            .invokeExact(vocab);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** The number of tokens; ids are 0 up to but not including it. */
    public int size() {
        return size;
    }

    /** Whether the model wants every prompt to begin with {@link #beginning}. */
    public boolean addsBeginning() {
        return addsBeginning;
    }

    /** The token that begins a text, or -1. */
    public int beginning() {
        return beginning;
    }

    /** The token that ends a text, or -1. */
    public int end() {
        return end;
    }

    /**
     * Cuts text into tokens; nothing is added at either end.
     *
     * @param special whether the text of a control token becomes that token; give {@code false} for
     *     text from outside
     */
    public int[] tokenize(String text, boolean special) {
        return tokenize(text, false, special);
    }

    /**
     * Cuts a text from outside into tokens, with what the model wants around a whole text, such as
     * {@code [CLS]} and {@code [SEP]}.
     */
    public int[] tokenizeWhole(String text) {
        return tokenize(text, true, false);
    }

    private int[] tokenize(String text, boolean framed, boolean special) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, source, JAVA_BYTE, 0, bytes.length);
            // No token is shorter than a byte, but a tokenizer may put a space in front.
            int capacity = bytes.length + 8;
            MemorySegment ids = arena.allocate(JAVA_INT, capacity);
            int count =
                    (int)
                            tokenize.handle()
                                    .invokeExact(
                                            vocab,
                                            source,
                                            bytes.length,
                                            ids,
                                            capacity,
                                            framed,
                                            special);
            if (count < 0) {
                throw new LlamaException(
                        "A text of " + bytes.length + " bytes cannot be cut into tokens.");
            }
            return ids.asSlice(0, 4L * count).toArray(JAVA_INT);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * The bytes that a token stands for, which may be a part of a character; none for control
     * tokens.
     */
    public byte[] piece(int token) {
        byte[] known = pieces.get(token);
        if (known == null) {
            known = readPiece(token, false);
            pieces.set(token, known);
        }
        return known;
    }

    /** The text by which a template writes a token, control tokens too. */
    public String name(int token) {
        return new String(readPiece(token, true), StandardCharsets.UTF_8);
    }

    private byte[] readPiece(int token, boolean special) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(USUAL_PIECE);
            int length = copyPiece(token, buffer, special);
            if (length < 0) {
                buffer = arena.allocate(-(long) length);
                length = copyPiece(token, buffer, special);
            }
            return buffer.asSlice(0, length).toArray(JAVA_BYTE);
        }
    }

    private int copyPiece(int token, MemorySegment buffer, boolean special) {
        try {
            return (int)
                    piece.handle()
                            .invokeExact(vocab, token, buffer, (int) buffer.byteSize(), 0, special);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** The text of several tokens; malformed UTF-8 is replaced. */
    public String text(int... tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            bytes.writeBytes(piece(token));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether the model says with this token that its turn is over. */
    public boolean isEndOfGeneration(int token) {
        try {
            return (boolean) endOfGeneration.handle().invokeExact(vocab, token);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** Whether a token is a sign to the model and no text, for example {@code <|im_start|>}. */
    public boolean isControl(int token) {
        return (attributes(token) & (CONTROL | UNKNOWN)) != 0;
    }

    /**
     * Whether a token was added by hand, for example {@code <tool_call>}: text, but matched before
     * all others.
     */
    public boolean isUserDefined(int token) {
        return (attributes(token) & USER_DEFINED) != 0;
    }

    private int attributes(int token) {
        try {
            return (int) attributes.handle().invokeExact(vocab, token);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment address() {
        return vocab;
    }
}
