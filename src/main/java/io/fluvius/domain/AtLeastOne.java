package io.fluvius.domain;

import io.fluvius.domain.record.RecordType;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Requires at least one member in a payload whose members are all optional. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AtLeastOne.Check.class)
public @interface AtLeastOne {

    /** The message of the fault. */
    String message() default "must have at least one member";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts a record that has a component other than null. */
    final class Check implements ConstraintValidator<AtLeastOne, Record> {
        @Override
        public boolean isValid(@Nullable Record value, ConstraintValidatorContext context) {
            return value == null
                    || RecordType.of(value.getClass()).components().stream().anyMatch(it -> it.get(value) != null);
        }
    }
}
