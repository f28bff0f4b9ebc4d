package io.fluvius.library;

import java.time.LocalDate;
import java.util.UUID;

/** Why a book says no. */
public sealed interface BookRejection {

    /** The book is lent. The rejection does not name the reader who has it. */
    record AlreadyLent(UUID bookId, LocalDate dueOn) implements BookRejection {}
}
