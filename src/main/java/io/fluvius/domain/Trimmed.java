package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Removes the {@linkplain Text#isWhiteSpace white space} around a text of a payload before it is validated. The JSON Schema of the
 * payload allows it there. A value record whose constructor removes white space carries this annotation, because the
 * schema cannot know what a constructor does.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Trimmed {}
