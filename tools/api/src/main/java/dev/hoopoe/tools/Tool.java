package dev.hoopoe.tools;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a tool; the method's name is the tool's name, {@code domain_verb} by custom.
 *
 * <p>The method takes a record (its components become the input schema), a {@link Call}, both, or
 * nothing. It returns a {@code String}, a record, a list of records, or a {@link Reply}. It may be
 * called from several threads at once. It reports a mistake of the caller by throwing {@link
 * ToolException}; anything else that it throws reaches the model as an internal error without
 * details.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tool {
    /** What the tool does, for the model: one or two short sentences. */
    String value();

    /** What a call does to the world. */
    Effect effect() default Effect.READS;

    /** Whether each change can be taken back by {@code undo}; such a change runs without asking. */
    boolean undoable() default false;

    /**
     * Whether the tool itself asks the user, by {@link Call#ask}, before it changes anything; then
     * a call runs without asking first.
     */
    boolean asks() default false;

    /** What a call lets in and out. */
    Trait[] traits() default {};
}
