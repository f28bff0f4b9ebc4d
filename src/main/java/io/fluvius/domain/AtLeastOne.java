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

/** A payload all of whose members are optional must have at least one of them. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AtLeastOne.Check.class)
public @interface AtLeastOne {

    /** What is said when there is none. */
    String message() default "must have at least one member";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks for a component that is not null. */
    final class Check implements ConstraintValidator<AtLeastOne, Record> {
        @Override
        public boolean isValid(@Nullable Record value, ConstraintValidatorContext context) {
            return value == null
                    || RecordType.of(value.getClass()).components().stream().anyMatch(it -> it.get(value) != null);
        }
    }
}
