package io.fluvius.kernel.query;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.ViewType;

/** The views of all domains, by resource and by record. */
final class Views {

    private final Domains domains;

    Views(Domains domains) {
        this.domains = domains;
    }

    ViewType<?> named(String resource) {
        return domains.named(resource).view();
    }

    @SuppressWarnings("unchecked")
    <V extends Record> ViewType<V> of(Class<V> view) {
        return (ViewType<V>) domains.all().stream()
                .map(Domain::view)
                .filter(type -> type.record() == view)
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_RESOURCE, "No domain has that view")
                        .asException());
    }
}
