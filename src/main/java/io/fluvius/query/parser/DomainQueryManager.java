package io.fluvius.query.parser;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.cursor.Cursors;
import java.util.List;
import java.util.Map;

/** Builds queries on the views of all domains. */
public final class DomainQueryManager implements QueryManager {

    private final DomainRegistry domains;
    private final Cursors cursors;

    DomainQueryManager(DomainRegistry domains, Cursors cursors) {
        this.domains = domains;
        this.cursors = cursors;
    }

    @Override
    public Query<?> buildQuery(String resource, Map<String, ?> request) {
        return new MapQueryParser<>(domains.named(resource).view(), cursors).parse(request);
    }

    @Override
    public <V extends Record> Query<V> buildQuery(Class<V> view, Map<String, ?> request) {
        return new MapQueryParser<>(domains.view(view), cursors).parse(request);
    }

    @Override
    public Query<?> parseParameters(String resource, Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(domains.named(resource).view(), cursors).parse(parameters);
    }
}
