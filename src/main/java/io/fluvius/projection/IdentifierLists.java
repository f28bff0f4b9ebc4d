package io.fluvius.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Splits many identifiers into lists that a statement can have as parameters. */
final class IdentifierLists {

    /** PostgreSQL allows 65,535 parameters, H2 100,000. */
    private static final int MAX_SIZE = 10_000;

    private IdentifierLists() {}

    static List<List<UUID>> of(Collection<UUID> identifiers) {
        List<UUID> all = List.copyOf(identifiers);
        List<List<UUID>> lists = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MAX_SIZE) {
            lists.add(all.subList(from, Math.min(all.size(), from + MAX_SIZE)));
        }
        return lists;
    }
}
