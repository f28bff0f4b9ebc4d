package io.fluvius.projection;

import io.fluvius.projection.sql.ViewTable;
import java.util.Set;
import org.jooq.DSLContext;

/** The rows of the views of a processing group, all together. Every method is part of the caller's transaction. */
public final class ViewContents {

    private final ProjectionBeans projections;
    private final ViewTables tables;
    private final DSLContext dsl;

    ViewContents(ProjectionBeans projections, ViewTables tables, DSLContext dsl) {
        this.projections = projections;
        this.tables = tables;
        this.dsl = dsl;
    }

    /**
     * Deletes all rows, and what is recorded about those that were deleted before. Does nothing for a group without views.
     *
     * @throws IllegalStateException if another group maintains one of the views too
     */
    public void deleteAll(String processingGroup) {
        for (Class<?> view : projections.views(processingGroup)) {
            ViewTable<?> table = tables.of(view.asSubclass(Record.class));
            Set<String> maintaining = projections.processingGroups(table.type());
            if (maintaining.size() > 1) {
                throw new IllegalStateException("The rows of " + table.type().resource() + " are maintained by "
                        + String.join(" and ", maintaining) + " together");
            }
            dsl.deleteFrom(table.table()).execute();
            DeletedRows.forget(dsl, table.type().table());
        }
    }
}
