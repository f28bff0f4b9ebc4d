package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.util.List;
import java.util.Map;

/** The subject of the measurement: a query in map form, parsed and executed in process. */
final class Subject {

    private final QueryManager queries;
    private final StateManager state;

    Subject(Application application) {
        this.queries = application.bean(QueryManager.class);
        this.state = application.bean(StateManager.class);
    }

    List<UserView> page(RequestedPage page) {
        return query(page.request()).data();
    }

    QueryPage<UserView> query(Map<String, Object> request) {
        return state.query(queries.buildQuery(UserView.class, request));
    }
}
