package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    /** Returns the first, the middle and the last page of a list with their names in the report. */
    Map<String, RequestedPage> pages(UserList list) {
        long pages = Objects.requireNonNull(numbered(list, 1).pages());
        Map<String, RequestedPage> named = new LinkedHashMap<>();
        named.put(list.title() + ", first page", new RequestedPage(list, 1, null, null));
        named.put(list.title() + ", middle page", page(list, (int) (pages + 1) / 2));
        named.put(list.title() + ", last page", page(list, (int) pages));
        return named;
    }

    /** Returns a page other than the first, identified by the page before it. */
    private RequestedPage page(UserList list, int number) {
        QueryPage<UserView> before = numbered(list, number - 1);
        return new RequestedPage(list, number, before.data().getLast(), Objects.requireNonNull(before.next()));
    }

    private QueryPage<UserView> numbered(UserList list, int number) {
        Map<String, Object> request = new LinkedHashMap<>(list.request());
        request.put("page", number);
        return query(request);
    }
}
