package io.fluvius.kernel.query;

import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.ViewType;
import java.util.List;
import java.util.Map;

/** Queries of the views of all domains. */
final class DomainQueryManager implements QueryManager {

    private final Views views;
    private final Cursors cursors;

    DomainQueryManager(Domains domains, Cursors cursors) {
        this.views = new Views(domains);
        this.cursors = cursors;
    }

    @Override
    public Query<?> buildQuery(String resource, Map<String, ?> request) {
        return parse(views.named(resource), request);
    }

    @Override
    public <V extends Record> Query<V> buildQuery(Class<V> view, Map<String, ?> request) {
        return parse(views.of(view), request);
    }

    @Override
    public Query<?> parseParameters(String resource, Map<String, List<String>> parameters) {
        return parseUrl(views.named(resource), parameters);
    }

    private <V extends Record> Query<V> parse(ViewType<V> view, Map<String, ?> request) {
        return new MapQueryParser<>(view, cursors).parse(request);
    }

    private <V extends Record> Query<V> parseUrl(ViewType<V> view, Map<String, List<String>> parameters) {
        return new UrlQueryParser<>(view, cursors).parse(parameters);
    }
}
