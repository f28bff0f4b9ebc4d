package io.fluvius.library;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Domains;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names what the library is made of. */
@Configuration(proxyBeanMethods = false)
class LibraryDomain {

    @Bean
    Domain library(Domains domains) {
        return domains.define(new DomainDefinition(
                "book", "books", BookCommand.class, BookEvent.class, BookRejection.class, BookView.class));
    }
}
