package io.fluvius.security.web;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Credentials that were not looked at, because too many wrong ones came from the same address. */
final class TooManyAttemptsException extends AuthenticationException {

    private static final long serialVersionUID = 1;

    private final transient Duration wait;

    TooManyAttemptsException(Duration wait) {
        super("Too many wrong credentials came from this address");
        this.wait = wait;
    }

    /** After which time the caller may try again. */
    Duration delay() {
        return wait;
    }
}
