package io.fluvius.command.payload;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

/** The validator of the application, for tests without it. */
public final class Validators {

    public static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private Validators() {}
}
