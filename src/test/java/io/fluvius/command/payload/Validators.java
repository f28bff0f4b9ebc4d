package io.fluvius.command.payload;

import jakarta.validation.Configuration;
import jakarta.validation.Validation;
import jakarta.validation.Validator;

/** The validator of the application, for tests without it. */
public final class Validators {

    public static final Validator VALIDATOR = validator();

    private Validators() {}

    private static Validator validator() {
        Configuration<?> configuration = Validation.byDefaultProvider().configure();
        PayloadConstraints.configure(configuration);
        return configuration.buildValidatorFactory().getValidator();
    }
}
