package io.fluvius.domain.registry;

import io.fluvius.domain.view.ViewType;

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
}
