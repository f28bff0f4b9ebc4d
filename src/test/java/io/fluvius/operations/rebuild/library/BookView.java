package io.fluvius.operations.rebuild.library;

import static io.fluvius.domain.Stamped.With.CREATED_AT;
import static io.fluvius.domain.Stamped.With.UPDATED_AT;
import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A book as queries show it. */
public record BookView(
        UUID id,
        @Searched String title,
        @Searched String author,
        boolean lent,
        @Nullable String reader,
        @Nullable String lastReader,
        @Nullable LocalDate dueOn,
        @Stamped(CREATED_AT) Instant createdAt,
        @Stamped(UPDATED_AT) Instant updatedAt,
        @Stamped(VERSION) long version) {

    static BookView added(UUID id, String title, String author) {
        return new BookView(id, title, author, false, null, null, null, Instant.EPOCH, Instant.EPOCH, 0);
    }

    BookView lentTo(String borrower, LocalDate until) {
        return new BookView(id, title, author, true, borrower, borrower, until, createdAt, updatedAt, version);
    }

    BookView returned() {
        return new BookView(id, title, author, false, null, lastReader, null, createdAt, updatedAt, version);
    }
}
