package io.fluvius.domain.registry;

import io.fluvius.domain.OwnedBy;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import java.util.Arrays;
import java.util.Optional;

/**
 * A view of a domain of this application.
 *
 * @param domain the name of the domain
 * @param path the path of its rows over HTTP: {@code users}
 * @param type the fields and columns that Fluvius derives from its record
 */
public record RegisteredView(String domain, String path, ViewType<?> type) {

    /** The name of the resource: {@code user}. */
    public String resource() {
        return type.resource();
    }

    /** The field by which rows belong to an aggregate of a resource; empty if they belong to none. */
    public Optional<ViewField> owner(String resource) {
        Optional<ViewField> marked = Arrays.stream(type.record().getRecordComponents())
                .filter(it -> it.isAnnotationPresent(OwnedBy.class)
                        && it.getAnnotation(OwnedBy.class).value().equals(resource))
                .findFirst()
                .flatMap(it -> type.field(it.getName()));
        return marked.isPresent() || !domain.equals(resource) || !type.isOneRowPerAggregate()
                ? marked
                : type.field("id");
    }
}
