package io.fluvius.console.page;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.text.Identifiers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of aggregates. */
public final class AggregatePages {

    private AggregatePages() {}

    /**
     * The path of the page of an aggregate.
     *
     * @param domain the name of its domain; null if it has none
     * @return empty if this application does not have the domain, or if the caller may not read its aggregates
     */
    public static Optional<String> path(
            DomainRegistry domains, AccessPolicy access, @Nullable String domain, String id) {
        return domains.views().stream()
                .filter(view -> view.domain().equals(domain) && view.type().isOneRowPerAggregate())
                .filter(view -> access.allowsRows(view.resource()))
                .map(RegisteredView::path)
                .findFirst()
                .filter(path -> Identifiers.parse(id).isPresent())
                .map(path -> "/console/views/" + path + "/" + id);
    }
}
