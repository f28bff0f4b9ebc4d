package io.fluvius.bench.query;

import io.fluvius.bench.query.PageSql.LastRow;
import io.fluvius.user.UserView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pages of users over HTTP. */
@RestController
class PageController {

    static final String PATH = "/users/page";

    /**
     * A request for a page.
     *
     * @param before the last row of the previous page; null for the first page
     */
    record Request(UserList list, @Nullable LastRow before) {

        static Request of(RequestedPage page) {
            return new Request(page.shape(), LastRow.of(page.before()));
        }
    }

    /**
     * A page.
     *
     * @param last with which the next page is requested; null if this page is empty
     */
    record Response(List<UserView> data, @Nullable LastRow last) {}

    private final JdbcTemplate jdbc;

    PageController(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @PostMapping(PATH)
    Response page(@RequestBody Request request) {
        PageSql sql = PageSql.of(request.list(), request.before());
        List<UserView> users = jdbc.query(
                sql.text(), (row, number) -> PageSql.user(row), sql.parameters().toArray());
        return new Response(users, users.isEmpty() ? null : LastRow.of(users.getLast()));
    }
}
