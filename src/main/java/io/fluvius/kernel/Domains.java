package io.fluvius.kernel;

import java.util.List;

/** All domains of the application. Safe for use by many threads. */
public interface Domains {

    /**
     * Makes a domain from what it is made of. Meant for the one {@code @Bean} method that each domain has.
     *
     * @throws IllegalArgumentException when a family is not a sealed interface of records
     */
    Domain define(DomainDefinition definition);

    /** Every domain, by name. */
    List<Domain> all();

    /**
     * The domain with that name.
     *
     * @throws ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE}
     */
    Domain named(String name);

    /**
     * The domain whose resources lie at that path.
     *
     * @throws ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE}
     */
    Domain at(String path);

    /**
     * The domain to which a command belongs. A key belongs to one domain only; the application does not start
     * otherwise.
     *
     * @throws ProblemException with {@link ProblemCode#UNKNOWN_COMMAND}
     */
    Domain owning(String commandKey);
}
