package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.bench.Contender;
import io.fluvius.bench.Contest;
import io.fluvius.bench.Postgres;
import io.fluvius.query.QueryPage;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Those who give pages of the same users, and the pages that they are asked for. */
final class Contenders implements AutoCloseable {

    static final String HAND = "the same SQL by hand";
    static final String SUBJECT = "Fluvius";
    static final String HTTP = "Fluvius over HTTP";
    static final String JPA = "Spring Data JPA by offset";

    /** The contest about a large filter that many users fulfil. */
    static final String COMMON = "100 statements, 8 deep, which a quarter of the users fulfil";

    /** The contest about a large filter that is held against every user in vain. */
    static final String RARE = "100 statements, 8 deep, which nobody fulfils";

    private final Subject subject;
    private final OverHttp http;
    private final HandWritten hand;
    private final JpaPeer jpa;

    Contenders(Postgres postgres, Application application) {
        this.subject = new Subject(application);
        this.http = new OverHttp(application);
        this.hand = new HandWritten(postgres);
        this.jpa = new JpaPeer(postgres);
    }

    List<Contest> contests() {
        List<Contest> contests = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            long pages = Objects.requireNonNull(numbered(shape, 1).pages());
            contests.add(contest(shape, "first", new PageWanted(shape, 1, null, null)));
            contests.add(contest(shape, "middle", wanted(shape, (int) (pages + 1) / 2)));
            contests.add(contest(shape, "last", wanted(shape, (int) pages)));
        }
        contests.add(contest(COMMON, DeepFilter.common()));
        contests.add(contest(RARE, DeepFilter.rare()));
        return contests;
    }

    @Override
    public void close() {
        jpa.close();
        hand.close();
        http.close();
    }

    private Contest contest(Shape shape, String place, PageWanted page) {
        return new Contest(
                shape.words() + ", " + place + " page",
                List.of(
                        new Contender(HAND, () -> hand.page(page)),
                        new Contender(SUBJECT, () -> subject.page(page)),
                        new Contender(HTTP, () -> http.page(page)),
                        new Contender(JPA, () -> jpa.page(page))));
    }

    private Contest contest(String name, DeepFilter filter) {
        Map<String, Object> request = Map.of("filter", filter.map());
        String sql = " where " + filter.sql() + " order by created_at, id";
        return new Contest(
                name,
                List.of(
                        new Contender(HAND, () -> hand.rows(sql, filter.parameters())),
                        new Contender(SUBJECT, () -> subject.ask(request).data())));
    }

    /** A page that is not the first, named by what stands on the page before it. */
    private PageWanted wanted(Shape shape, int number) {
        QueryPage<UserView> before = numbered(shape, number - 1);
        return new PageWanted(shape, number, before.data().getLast(), Objects.requireNonNull(before.next()));
    }

    private QueryPage<UserView> numbered(Shape shape, int number) {
        Map<String, Object> request = new LinkedHashMap<>(shape.request());
        request.put("page", number);
        return subject.ask(request);
    }
}
