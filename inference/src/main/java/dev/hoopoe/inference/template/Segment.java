package dev.hoopoe.inference.template;

/**
 * A piece of a rendered prompt.
 *
 * <p>The distinction keeps a page that contains {@code <|im_end|>} from ending a turn: only markup
 * may be read as special tokens.
 *
 * @param text the piece, never empty
 * @param data whether it derives from a string of the context (message text, tool results, tool
 *     definitions); false for what the template itself wrote and for {@link Markup}
 */
public record Segment(String text, boolean data) {}
