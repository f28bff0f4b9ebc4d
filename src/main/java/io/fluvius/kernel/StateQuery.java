package io.fluvius.kernel;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The questions about state that travel through Axon's query gateway; answered in read-only transactions. */
public sealed interface StateQuery {

    /** The row with that identifier; answered with an {@code Optional}. */
    record Fetch(String resource, UUID id) implements StateQuery {}

    /** One page of rows; answered with {@link Rows}. */
    record Find(Query<?> query) implements StateQuery {}

    /**
     * The next rows of a walk over all that match; answered with {@link Rows}.
     *
     * @param query its limit is the size of a step
     * @param after the values of the sort keys of the last row seen, its identifier last; null for the first step
     */
    record Walk(Query<?> query, @Nullable List<@Nullable Object> after) implements StateQuery {}

    /** The answer to a question about many rows: a type of its own, because the query bus matches no generic one. */
    record Rows(Page<Record> page) {}

    /** How many rows match; answered with a {@code Long}. */
    record Count(Query<?> query) implements StateQuery {}
}
