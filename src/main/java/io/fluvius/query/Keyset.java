package io.fluvius.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the rows on one side of a key in the order of a query, for keyset pagination. The key consists of the sort values
 * of a row; the row may have been deleted since.
 *
 * @param side which rows to select
 * @param key one value for each key of {@link Query#order()}, in the same order
 */
public record Keyset(Side side, List<@Nullable Object> key) {

    /** The rows to select, relative to the key. */
    public enum Side {
        /** Rows after the key. */
        AFTER,
        /** Rows after the key, and the row with the key if it exists. */
        AT_OR_AFTER,
        /** Rows before the key; a limited page has the rows nearest to the key. */
        BEFORE,
        /** Rows before the key, and the row with the key if it exists. */
        AT_OR_BEFORE
    }

    public Keyset {
        key = Collections.unmodifiableList(new ArrayList<>(key));
    }

    /** Returns whether the rows before the key are selected. */
    public boolean isBackward() {
        return side == Side.BEFORE || side == Side.AT_OR_BEFORE;
    }

    /** Returns whether the row with the key is selected. */
    public boolean isInclusive() {
        return side == Side.AT_OR_AFTER || side == Side.AT_OR_BEFORE;
    }

    /** Returns the keyset that selects all other rows. */
    public Keyset complement() {
        return new Keyset(
                switch (side) {
                    case AFTER -> Side.AT_OR_BEFORE;
                    case AT_OR_AFTER -> Side.BEFORE;
                    case BEFORE -> Side.AT_OR_AFTER;
                    case AT_OR_BEFORE -> Side.AFTER;
                },
                key);
    }
}
