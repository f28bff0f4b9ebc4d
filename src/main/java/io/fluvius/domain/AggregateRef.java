package io.fluvius.domain;

import io.fluvius.Domain;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.UUID;

/**
 * Which aggregate a command is for.
 *
 * @param resource the resource's name, as its {@link Domain} declares it: {@code user}
 * @param id the aggregate's identifier
 */
public record AggregateRef(String resource, UUID id) {

    /** The reference to an aggregate whose identifier is known. */
    public static AggregateRef of(String resource, UUID id) {
        return new AggregateRef(resource, id);
    }

    /**
     * The reference to an aggregate whose identifier comes as text.
     *
     * @throws ProblemException with {@link ProblemCode#INVALID_AGGREGATE} when {@code id} is not a UUID in its
     *     canonical form of 36 characters
     */
    public static AggregateRef of(String resource, String id) {
        return new AggregateRef(
                resource,
                Identifiers.parse(id)
                        .orElseThrow(() -> Problem.of(ProblemCode.INVALID_AGGREGATE, "The aggregate's id is not a UUID")
                                .at("/aggregate/id", Identifiers.EXPECTED)
                                .asException()));
    }

    @Override
    public String toString() {
        return resource + "/" + id;
    }
}
