package io.fluvius.library;

import java.time.LocalDate;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/** What has happened to a book. */
public sealed interface BookEvent {

    /** A book came to the shelf. */
    @Revision("1")
    record BookAdded(UUID bookId, String title, String author) implements BookEvent {}

    /** A reader took the book home. */
    @Revision("1")
    record BookLent(UUID bookId, String reader, LocalDate dueOn) implements BookEvent {}

    /** The book is on the shelf again. */
    @Revision("1")
    record BookReturned(UUID bookId) implements BookEvent {}
}
