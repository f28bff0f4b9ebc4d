package io.fluvius.eventstore.unique;

import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Reads which aggregates hold unique values. Safe for use by many threads. */
public final class HeldValues {

    private final DSLContext dsl;

    public HeldValues(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Returns the claims if each could take effect now.
     *
     * @throws io.fluvius.problem.ProblemException with {@code unique-value-taken} if another aggregate holds or has reserved one
     *     of the values
     */
    public List<ValueClaim> requireFree(List<ValueClaim> claims) {
        Map<ValueClaim.Key, UUID> owners = claims.isEmpty() ? Map.of() : owners(claims);
        for (ValueClaim claim : claims) {
            if (!owners.getOrDefault(claim.key(), claim.owner()).equals(claim.owner())) {
                throw UniqueValues.valueTakenException(claim.scope());
            }
        }
        return claims;
    }

    private Map<ValueClaim.Key, UUID> owners(List<ValueClaim> claims) {
        return dsl.select(EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(DSL.row(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                        .in(claims.stream()
                                .map(claim -> DSL.row(claim.scope(), claim.value()))
                                .toList()))
                .fetchMap(row -> new ValueClaim.Key(row.value1(), row.value2()), row -> row.value3());
    }
}
