package io.fluvius.projection;

import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Keeps nodes of an earlier version from writing tables that a later version has changed and replaced. Safe for use by many
 * threads.
 */
public final class ViewGenerations {

    private final DSLContext dsl;
    private final ViewTables tables;
    private final RebuildRecords records;
    private final Map<String, Integer> atStart;

    ViewGenerations(DSLContext dsl, ViewTables tables, RebuildRecords records) {
        this.dsl = dsl;
        this.tables = tables;
        this.records = records;
        this.atStart = Map.copyOf(records.generations());
    }

    /** Whether this node has the code for the tables of a processing group. Looks up which columns these have. */
    public boolean isCurrent(String processingGroup) {
        Optional<RebuildRecord> latest = records.find(processingGroup);
        if (latest.isEmpty()) {
            return true;
        }
        boolean isChangedHere = latest.get().tables().stream().anyMatch(tables::isChanged);
        int known = atStart.getOrDefault(processingGroup, 0) + (isChangedHere ? 1 : 0);
        tables.refreshIncomplete(dsl);
        return latest.get().generation() <= known;
    }
}
