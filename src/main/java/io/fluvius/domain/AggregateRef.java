package io.fluvius.domain;

import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.UUID;

/**
 * Identifies an aggregate.
 *
 * @param resource the name of the resource, as declared by its {@link DomainDefinition}: {@code user}
 * @param id the aggregate's identifier
 */
public record AggregateRef(String resource, UUID id) {

    /** Returns the reference to an aggregate. */
    public static AggregateRef of(String resource, UUID id) {
        return new AggregateRef(resource, id);
    }

    /**
     * Parses the identifier of an aggregate and returns the reference to it.
     *
     * @throws ProblemException with {@link ProblemCode#INVALID_AGGREGATE} unless {@code id} is a UUID in its
     *     canonical form of 36 characters
     */
    public static AggregateRef of(String resource, String id) {
        return new AggregateRef(
                resource,
                Identifiers.parse(id)
                        .orElseThrow(
                                () -> Problem.of(ProblemCode.INVALID_AGGREGATE, "The id of the aggregate is not a UUID")
                                        .at("/aggregate/id", Identifiers.EXPECTED)
                                        .asException()));
    }

    @Override
    public String toString() {
        return resource + "/" + id;
    }
}
