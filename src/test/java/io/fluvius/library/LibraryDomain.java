package io.fluvius.library;

import io.fluvius.domain.DomainDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names what the library is made of. */
@Configuration(proxyBeanMethods = false)
class LibraryDomain {

    @Bean
    DomainDefinition bookDomain() {
        return new DomainDefinition(
                "book", "books", BookCommand.class, BookEvent.class, BookRejection.class, BookView.class);
    }
}
