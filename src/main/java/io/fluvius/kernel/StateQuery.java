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
     * The answer to a question about many rows: a type of its own, because the query bus matches no generic one.
     *
     * @param data the rows of the page, in the query's order
     * @param total how many rows match; null unless the query wants it
     * @param next where the page after this one begins; null when no row comes after it
     * @param previous where the page before this one ends; null when no row comes before it
     */
    record Rows(
            List<Record> data,
            @Nullable Long total,
            @Nullable Seek next,
            @Nullable Seek previous) {}

    /** How many rows match; answered with a {@code Long}. */
    record Count(Query<?> query) implements StateQuery {}
}
