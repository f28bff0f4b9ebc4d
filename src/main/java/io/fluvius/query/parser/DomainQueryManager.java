package io.fluvius.query.parser;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.ViewType;
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
        return parse(domains.named(resource).view(), request);
    }

    @Override
    public <V extends Record> Query<V> buildQuery(Class<V> view, Map<String, ?> request) {
        return parse(domains.view(view), request);
    }

    @Override
    public Query<?> parseParameters(String resource, Map<String, List<String>> parameters) {
        return parseUrl(domains.named(resource).view(), parameters);
    }

    private <V extends Record> Query<V> parse(ViewType<V> view, Map<String, ?> request) {
        return new MapQueryParser<>(view, cursors).parse(request);
    }

    private <V extends Record> Query<V> parseUrl(ViewType<V> view, Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(view, cursors).parse(parameters);
    }
}
