package io.fluvius.projection;

import io.fluvius.domain.view.ViewType;
import io.fluvius.projection.sql.ViewTable;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The tables of the views of all domains. Safe for use by many threads. */
final class ViewTables {

    private volatile Map<String, ViewTable<?>> byResource;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** @param hasTenants whether each row has a tenant */
    ViewTables(Collection<? extends ViewType<?>> views, boolean hasTenants) {
        this.byResource = views.stream()
                .map(ViewTables::table)
                .map(table -> hasTenants ? table.withTenants() : table)
                .collect(Collectors.toMap(table -> table.type().resource(), Function.identity()));
    }

    ViewTable<?> of(String resource) {
        return Optional.ofNullable(byResource.get(resource))
                .orElseThrow(() -> new NoSuchElementException("No domain has the resource " + resource));
    }

    @SuppressWarnings("unchecked")
    <V extends Record> ViewTable<V> of(Class<V> view) {
        return (ViewTable<V>) byResource.values().stream()
                .filter(table -> table.type().record() == view)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No domain has the view " + view.getName()));
    }

    Iterable<ViewTable<?>> all() {
        return byResource.values();
    }

    /** Records that a migration has created a second table for a view that has changed. */
    void addChanged(String table) {
        changed.add(table);
    }

    /** Whether this version of the application has changed the view of a table. */
    boolean isChanged(String table) {
        return changed.contains(table);
    }

    /** Looks up which tables lack columns. Does nothing if none did before. */
    void refreshIncomplete(DSLContext dsl) {
        if (byResource.values().stream().anyMatch(ViewTable::isIncomplete)) {
            refresh(dsl);
        }
    }

    /** Looks up which tables lack columns. */
    void refresh(DSLContext dsl) {
        byResource = byResource.values().stream()
                .collect(Collectors.toMap(table -> table.type().resource(), table -> refreshed(table, dsl)));
    }

    private static ViewTable<?> refreshed(ViewTable<?> table, DSLContext dsl) {
        Set<String> columns = dsl.resultQuery(
                        "select column_name from information_schema.columns where table_name = {0}"
                                + " and table_schema = current_schema",
                        DSL.val(table.name()))
                .fetchSet(row -> row.get(0, String.class));
        return table.without(table.type().fields().stream()
                .filter(field -> !columns.contains(field.column()))
                .collect(Collectors.toSet()));
    }

    private static <V extends Record> ViewTable<V> table(ViewType<V> type) {
        return new ViewTable<>(type);
    }
}
