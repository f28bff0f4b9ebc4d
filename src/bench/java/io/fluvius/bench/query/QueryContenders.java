package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.bench.Contender;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.query.PageController.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The contenders of W5, and the pages that they read. */
final class QueryContenders implements AutoCloseable {

    static final String HAND = "hand-written SQL";
    static final String SUBJECT = "Fluvius";
    static final String HTTP = "Fluvius over HTTP";
    static final String ENDPOINT = "hand-written endpoint over HTTP";
    static final String JPA = "Spring Data JPA by offset";

    /** The scenario of a large filter that matches many users. */
    static final String COMMON = "100 statements, 8 levels deep, matching a quarter of the users";

    /** The scenario of a large filter that matches no user. */
    static final String RARE = "100 statements, 8 levels deep, matching no user";

    private final Subject subject;
    private final UsersOverHttp http;
    private final ConfigurableApplicationContext endpoint;
    private final UsersOverHttp endpointOverHttp;
    private final HandWrittenSql hand;
    private final JpaPeer jpa;

    QueryContenders(Postgres postgres, Application application) throws IOException {
        this.subject = new Subject(application);
        this.http = new UsersOverHttp(application.port(), "/api/users/query");
        this.endpoint = PageApplication.start(postgres);
        this.endpointOverHttp = new UsersOverHttp(
                endpoint.getEnvironment().getRequiredProperty("local.server.port", Integer.class), PageController.PATH);
        this.hand = new HandWrittenSql(postgres);
        this.jpa = new JpaPeer(postgres);
    }

    List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (UserList list : UserList.values()) {
            subject.pages(list).forEach((name, page) -> scenarios.add(scenario(name, page)));
        }
        scenarios.add(scenario(COMMON, DeepFilter.common()));
        scenarios.add(scenario(RARE, DeepFilter.rare()));
        return scenarios;
    }

    @Override
    public void close() throws IOException {
        jpa.close();
        hand.close();
        endpointOverHttp.close();
        endpoint.close();
        http.close();
    }

    private Scenario scenario(String name, RequestedPage page) {
        return new Scenario(
                name,
                List.of(
                        new Contender(HAND, () -> hand.page(page)),
                        new Contender(SUBJECT, () -> subject.page(page)),
                        new Contender(ENDPOINT, () -> endpointOverHttp.query(Request.of(page))),
                        new Contender(HTTP, () -> http.query(page.request())),
                        new Contender(JPA, () -> jpa.page(page))));
    }

    private Scenario scenario(String name, DeepFilter filter) {
        Map<String, Object> request = Map.of("filter", filter.map());
        PageSql sql = new PageSql(" where " + filter.sql() + " order by created_at, id", filter.parameters());
        return new Scenario(
                name,
                List.of(
                        new Contender(HAND, () -> hand.rows(sql)),
                        new Contender(SUBJECT, () -> subject.query(request).data())));
    }
}
