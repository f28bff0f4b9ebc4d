package io.fluvius.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of a query, told by the sort values of a row that was there once, and which side of it is wanted.
 * The row itself may be gone meanwhile.
 *
 * @param side which rows are wanted
 * @param key the row's values of the fields of {@link Query#order()}, one for each and in their order
 */
public record Keyset(Side side, List<@Nullable Object> key) {

    /** Rows on one side of a place. */
    public enum Side {
        /** The rows that come later, the nearest first. */
        AFTER,
        /** The same, with the row at the place itself, should it still be there. */
        AT_OR_AFTER,
        /** The rows that come earlier; of these the nearest are wanted. */
        BEFORE,
        /** The same, with the row at the place itself, should it still be there. */
        AT_OR_BEFORE
    }

    public Keyset {
        key = Collections.unmodifiableList(new ArrayList<>(key));
    }

    /** Whether rows that come earlier are wanted. */
    public boolean isBackward() {
        return side == Side.BEFORE || side == Side.AT_OR_BEFORE;
    }

    /** Whether a row at the place itself is wanted. */
    public boolean isInclusive() {
        return side == Side.AT_OR_AFTER || side == Side.AT_OR_BEFORE;
    }

    /** The other side of the same place: together they are all rows, none twice. */
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
