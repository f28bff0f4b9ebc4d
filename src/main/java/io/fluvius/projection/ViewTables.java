package io.fluvius.projection;

import io.fluvius.domain.view.ViewType;
import io.fluvius.projection.sql.ViewTable;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of the views of all domains. Immutable. */
final class ViewTables {

    private final Map<String, ViewTable<?>> byResource;

    ViewTables(Collection<? extends ViewType<?>> views) {
        this.byResource = views.stream()
                .map(ViewTables::table)
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

    private static <V extends Record> ViewTable<V> table(ViewType<V> type) {
        return new ViewTable<>(type);
    }
}
