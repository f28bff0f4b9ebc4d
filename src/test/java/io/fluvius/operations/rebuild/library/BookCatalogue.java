package io.fluvius.operations.rebuild.library;

import io.fluvius.domain.ReadModel;
import io.fluvius.library.BookEvent.BookAdded;
import io.fluvius.library.BookEvent.BookLent;
import io.fluvius.library.BookEvent.BookReturned;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Keeps where every book is, and who read it last. */
@ProcessingGroup("book-catalogue")
class BookCatalogue {

    @EventHandler
    void on(BookAdded event, ReadModel<BookView> books) {
        books.insert(BookView.added(event.bookId(), event.title(), event.author()));
    }

    @EventHandler
    void on(BookLent event, ReadModel<BookView> books) {
        books.update(event.bookId(), book -> book.lentTo(event.reader(), event.dueOn()));
    }

    @EventHandler
    void on(BookReturned event, ReadModel<BookView> books) {
        books.update(event.bookId(), BookView::returned);
    }
}
