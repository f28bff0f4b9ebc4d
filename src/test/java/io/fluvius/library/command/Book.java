package io.fluvius.library.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import io.fluvius.library.BookCommand.AddBook;
import io.fluvius.library.BookCommand.LendBook;
import io.fluvius.library.BookCommand.ReturnBook;
import io.fluvius.library.BookEvent.BookAdded;
import io.fluvius.library.BookEvent.BookLent;
import io.fluvius.library.BookEvent.BookReturned;
import io.fluvius.library.BookRejection;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** One copy of a book, on the shelf or lent. */
@Aggregate(type = "book")
@SuppressWarnings("NullAway.Init")
class Book {

    @AggregateIdentifier
    private UUID id;

    private @Nullable BookLent loan;

    /** Filled in by the events that follow. */
    Book() {}

    @CommandHandler
    Book(AddBook command, @AggregateId String newId) {
        apply(new BookAdded(UUID.fromString(newId), command.title(), command.author()));
    }

    @EventSourcingHandler
    void evolve(BookAdded event) {
        id = event.bookId();
    }

    @CommandHandler
    void decide(LendBook command) {
        BookLent lent = new BookLent(id, command.reader(), command.dueOn());
        if (loan == null) {
            apply(lent);
        } else if (!loan.equals(lent)) {
            throw new Rejected(new BookRejection.AlreadyLent(id, loan.dueOn()));
        }
    }

    @EventSourcingHandler
    void evolve(BookLent event) {
        loan = event;
    }

    @CommandHandler
    void decide(ReturnBook command) {
        if (loan != null) {
            apply(new BookReturned(id));
        }
    }

    @EventSourcingHandler
    void evolve(BookReturned event) {
        loan = null;
    }
}
