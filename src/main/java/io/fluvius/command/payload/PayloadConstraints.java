package io.fluvius.command.payload;

import io.fluvius.domain.Text;
import jakarta.validation.Configuration;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.messageinterpolation.ResourceBundleMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * Configures what the constraints of Jakarta Validation mean, so that they mean what the JSON Schemas of {@link PayloadSchemas}
 * say: a text is as long as the number of its code points, and blank if it consists of {@linkplain Text#isWhiteSpace white space}.
 */
public final class PayloadConstraints {

    private PayloadConstraints() {}

    /** Configures a validator. Its messages are English, independent of the locales of the server and the client. */
    public static void configure(Configuration<?> configuration) {
        HibernateValidatorConfiguration hibernate = (HibernateValidatorConfiguration) configuration;
        ConstraintMapping mapping = hibernate.createConstraintMapping();
        mapping.constraintDefinition(Size.class).validatedBy(SizeInCodePoints.class);
        mapping.constraintDefinition(NotBlank.class).validatedBy(NotOnlyWhiteSpace.class);
        hibernate
                .addMapping(mapping)
                .messageInterpolator(new ResourceBundleMessageInterpolator(
                        Set.of(Locale.ENGLISH), Locale.ENGLISH, any -> Locale.ENGLISH, false));
    }

    /** Replaces the validator for every {@link CharSequence}, which counts UTF-16 units. */
    public static final class SizeInCodePoints implements ConstraintValidator<Size, String> {

        private int least;
        private int most;

        @Override
        public void initialize(Size size) {
            least = size.min();
            most = size.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            int length = text.codePointCount(0, text.length());
            return length >= least && length <= most;
        }
    }

    /** Replaces the validator for every {@link CharSequence}, for which control characters are blank and NBSP is not. */
    public static final class NotOnlyWhiteSpace implements ConstraintValidator<NotBlank, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text != null && !Text.isBlank(text);
        }
    }
}
