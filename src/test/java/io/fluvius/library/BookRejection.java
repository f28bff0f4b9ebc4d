package io.fluvius.library;

import java.time.LocalDate;
import java.util.UUID;

/** Why a book says no. */
public sealed interface BookRejection {

    /** Somebody has the book. Who that is does not concern the next reader. */
    record AlreadyLent(UUID bookId, LocalDate dueOn) implements BookRejection {}
}
