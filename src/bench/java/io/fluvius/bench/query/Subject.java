package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.util.List;
import java.util.Map;

/** What is measured: a query in its map form, parsed and answered in process. */
final class Subject {

    private final QueryManager queries;
    private final StateManager state;

    Subject(Application application) {
        this.queries = application.part(QueryManager.class);
        this.state = application.part(StateManager.class);
    }

    List<UserView> page(PageWanted page) {
        return ask(page.request()).data();
    }

    QueryPage<UserView> ask(Map<String, Object> request) {
        return state.query(queries.buildQuery(UserView.class, request));
    }
}
