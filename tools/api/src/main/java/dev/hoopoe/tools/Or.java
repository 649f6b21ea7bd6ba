package dev.hoopoe.tools;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record component that the caller left out, written as text and read as if the
 * caller had sent it. A component with {@code @Or} or of type {@code Optional} is not required.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Or {
    /** The default, in the form in which a caller would write it. */
    String value();
}
