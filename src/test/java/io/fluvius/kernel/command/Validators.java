package io.fluvius.kernel.command;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

/** The validator of the application, for tests without it. */
final class Validators {

    static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

    private Validators() {}
}
