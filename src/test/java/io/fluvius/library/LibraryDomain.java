package io.fluvius.library;

import io.fluvius.domain.DomainDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** A second domain beside User Management. A test that imports this class has it. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class LibraryDomain {

    @Bean
    DomainDefinition bookDomain() {
        return new DomainDefinition(
                "book", "books", BookCommand.class, BookEvent.class, BookRejection.class, BookView.class);
    }
}
