package dev.hoopoe.inference.template;

/**
 * A string of the context that is as trusted as the template itself, such as {@code bos_token}.
 *
 * @param text the string; its special tokens will be honoured
 */
public record Markup(String text) {}
