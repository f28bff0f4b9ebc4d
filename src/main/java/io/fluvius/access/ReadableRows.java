package io.fluvius.access;

import io.fluvius.domain.view.ViewField;
import java.util.UUID;

/** Which rows of a view a caller may read. */
public sealed interface ReadableRows {

    /** Every row. */
    record All() implements ReadableRows {}

    /**
     * The rows that belong to the aggregate that stands for the caller.
     *
     * @param owner the field with the identifier of the aggregate to which a row belongs
     * @param id the identifier of the aggregate of the caller
     */
    record Own(ViewField owner, UUID id) implements ReadableRows {}

    /** No row. */
    record None() implements ReadableRows {}
}
