package io.fluvius.console.operation;

import io.fluvius.console.page.Times;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was entered into the inputs of a form. An input without a text is as if it were not there. */
final class Entered {

    private Entered() {}

    static @Nullable String text(@Nullable String entered) {
        return entered == null || entered.isBlank() ? null : entered.strip();
    }

    /** A time, or the beginning of a day in UTC. */
    static @Nullable Instant time(@Nullable String entered) {
        String text = text(entered);
        if (text == null) {
            return null;
        }
        return Times.parse(text)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.MALFORMED_REQUEST, "A time " + Times.EXPECTED + "; nothing was done")
                        .asException());
    }

    /** Throws a problem unless the name was entered of what is about to be changed. */
    static void requireName(String name, String entered) {
        if (!entered.strip().equals(name)) {
            throw Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "The name that was entered is not " + name + "; nothing was done")
                    .asException();
        }
    }

    /** One of several values. */
    static <T> @Nullable T choice(@Nullable String entered, Function<String, Optional<T>> parser) {
        String text = text(entered);
        return text == null
                ? null
                : parser.apply(text)
                        .orElseThrow(
                                () -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The form does not offer this value")
                                        .asException());
    }
}
