package io.fluvius.user;

import io.fluvius.domain.InternetDomain;
import io.fluvius.domain.Text;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Email;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Requires an {@link Email} address whose domain has an ASCII form, and in which every character is visible. */
@Documented
@Email @ReportAsSingleViolation
@Constraint(validatedBy = Mailbox.Validator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface Mailbox {

    String message() default "must be a well-formed email address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Validates what {@link Email} does not. */
    final class Validator implements ConstraintValidator<Mailbox, String> {

        @Override
        public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
            if (address == null) {
                return true;
            }
            String domain = address.substring(address.lastIndexOf('@') + 1);
            return address.codePoints().allMatch(Validator::isVisible) && InternetDomain.isValid(domain);
        }

        /** A space can be quoted. */
        private static boolean isVisible(int point) {
            return point == ' ' || !Text.isWhiteSpace(point) && !Text.isInvisible(point);
        }
    }
}
