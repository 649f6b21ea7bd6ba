package dev.hoopoe.inference.template;

/** A chat template could not be read or rendered. The message is made for users. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
