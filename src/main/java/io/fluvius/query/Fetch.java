package io.fluvius.query;

import io.fluvius.domain.Position;

/**
 * Queries one row for {@code instanceOf} the view, or {@code optionalInstanceOf} it. Without a row, the former fails with
 * {@link NotFoundException}.
 *
 * @param view the record of the view
 * @param id a UUID, its text, or a record around it such as {@code UserId}
 * @param after the position that the state must include
 */
public record Fetch(Class<? extends Record> view, Object id, Position after) implements ViewQuery {

    /** Queries the row of a view with an identifier. */
    public static Fetch from(Class<? extends Record> view, Object id) {
        return new Fetch(view, id, Position.START);
    }

    /** Returns this query on state that includes a position. */
    public Fetch after(Position position) {
        return new Fetch(view, id, position);
    }
}
