package io.fluvius.operations.rebuild.library;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.library.BookCommand;
import io.fluvius.library.BookEvent;
import io.fluvius.library.BookRejection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The domain with the changed view. */
@Configuration(proxyBeanMethods = false)
@ComponentScan("io.fluvius.library.command")
class ChangedLibraryDomain {

    @Bean
    DomainDefinition bookDomain() {
        return new DomainDefinition(
                "book", "books", BookCommand.class, BookEvent.class, BookRejection.class, BookView.class);
    }

    @Bean
    BookCatalogue bookCatalogue() {
        return new BookCatalogue();
    }
}
