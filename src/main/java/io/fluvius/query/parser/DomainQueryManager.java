package io.fluvius.query.parser;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.cursor.Cursors;
import java.util.List;
import java.util.Map;

/** Builds queries on the views of all domains. */
public final class DomainQueryManager implements QueryManager {

    private final DomainRegistry domains;
    private final Cursors cursors;

    /** @throws StartupRefusedException if a field has the name of a query parameter */
    DomainQueryManager(DomainRegistry domains, Cursors cursors) {
        this.domains = domains;
        this.cursors = cursors;
        domains.views().forEach(view -> requireNoReservedWords(view.type()));
    }

    private static void requireNoReservedWords(ViewType<?> view) {
        for (ViewField field : view.fields()) {
            if (UrlQueryParser.RESERVED.contains(field.name())) {
                throw new StartupRefusedException(
                        view.record().getName() + " has a component named " + field.name()
                                + ", which is a parameter of every query.",
                        "Choose another name.");
            }
        }
    }

    @Override
    public Query<?> buildQuery(String resource, Map<String, ?> request) {
        return new MapQueryParser<>(domains.resource(resource).type(), cursors).parse(request);
    }

    @Override
    public <V extends Record> Query<V> buildQuery(Class<V> view, Map<String, ?> request) {
        return new MapQueryParser<>(domains.view(view), cursors).parse(request);
    }

    @Override
    public Query<?> parseParameters(String resource, Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(domains.resource(resource).type(), cursors).parse(parameters);
    }
}
