package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.OwnApplication;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Reads 20,000 users by cursor, to the end and back, while commands rename, deactivate, activate, create and delete some of
 * them. At least one change happens between any two pages.
 *
 * <p>A pass over all pages returns a user exactly once if the user existed before the first page was read and no deletion
 * was sent before the last page was read. It may miss or repeat users whose value of the sort field changes. It returns
 * users that are created or deleted in the meantime at most once.
 *
 * <p>Most users never change. They are written directly to the table of the view, because the pages are read from nothing
 * else. The users that change are created by commands.
 */
@OwnApplication("walks over all users")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PagingDuringChangesContract {

    private static final int CONSTANT_USERS = 19_100;
    private static final int USERS_PER_THREAD = 300;
    private static final int REASONS = 7;
    private static final Instant FIRST_CREATED_AT = Instant.parse("2026-01-01T00:00:00.123456Z");

    private final Random random = new Random(20_261_123);
    private final Set<UUID> constantUsers = new HashSet<>();

    @Autowired
    private DSLContext database;

    @Autowired
    private Domains domains;

    @Autowired
    private StateManager state;

    @Autowired
    private QueryManager queries;

    private ConcurrentUserChanges changes;

    @BeforeAll
    void start() {
        List<UserView> users =
                IntStream.range(0, CONSTANT_USERS).mapToObj(this::user).toList();
        users.forEach(user -> constantUsers.add(user.id().value()));
        // about three users share a time of creation
        ViewRows.insert(
                database,
                new ViewTable<>(ViewType.of("user", UserView.class)),
                users,
                user -> FIRST_CREATED_AT.plusSeconds(Math.floorMod(user.id().hashCode(), CONSTANT_USERS / 3)));
        changes = new ConcurrentUserChanges(domains.named("user"), state, USERS_PER_THREAD);
    }

    @AfterAll
    void stop() {
        changes.close();
    }

    @ParameterizedTest
    @CsvSource({
        "name, asc",
        "name, desc",
        "createdAt, asc",
        "createdAt, desc",
        "deactivationReason, asc",
        "deactivationReason, desc"
    })
    void every_unchanged_user_is_returned_once(String field, String order) {
        Map<String, Object> request = Map.of("sort", List.of(Map.of("field", field, "order", order)));

        Pass forward = new Pass(request, field);
        String lastPage = forward.readToEnd();
        forward.check();

        Pass back = new Pass(request, field);
        back.readToStart(lastPage);
        back.check();
    }

    /** Reads a page of random size. */
    private QueryPage<UserView> page(Map<String, Object> request, @Nullable String cursor) {
        Map<String, Object> page = new HashMap<>(request);
        page.put("cursor", cursor);
        page.put("limit", 100 + random.nextInt(901));
        return state.query(queries.buildQuery(UserView.class, page));
    }

    private UserView user(int number) {
        boolean isActive = number % 2 == 0;
        UserView user = UserView.created(
                new UserId(UUID.randomUUID()),
                new PersonName(ConcurrentUserChanges.name(random)),
                new EmailAddress(number + "@example.com"));
        return isActive
                ? user
                : user.withStatus(UserStatus.DEACTIVATED).withDeactivationReason(new Reason("R" + number % REASONS));
    }

    /** One pass over all pages, with the number of times that it returned each user. */
    private final class Pass {

        private final Map<String, Object> request;
        private final String field;
        private final Set<UUID> unchanged;
        private final Map<UUID, Integer> returned = new HashMap<>();

        Pass(Map<String, Object> request, String field) {
            this.request = request;
            this.field = field;
            this.unchanged = changes.unchanged(field);
        }

        /** Reads forward. Returns the cursor of the last page. */
        String readToEnd() {
            String cursor = null;
            QueryPage<UserView> page = page(request, cursor);
            count(page);
            while (page.next() != null) {
                awaitChange();
                cursor = page.next();
                page = page(request, cursor);
                count(page);
            }
            return cursor;
        }

        /** Reads backward from the current end. */
        void readToStart(String lastPage) {
            QueryPage<UserView> page = page(request, lastPage);
            while (page.next() != null) {
                page = page(request, page.next());
            }
            count(page);
            while (page.previous() != null) {
                awaitChange();
                page = page(request, page.previous());
                count(page);
            }
        }

        void check() {
            unchanged.retainAll(changes.unchanged(field));
            Set<UUID> missing = new HashSet<>(constantUsers);
            missing.addAll(unchanged);
            missing.removeAll(returned.keySet());
            returned.keySet().removeAll(changes.changing(field));
            returned.values().removeIf(times -> times == 1);

            assertThat(unchanged)
                    .as("users that were neither created nor deleted in the meantime")
                    .hasSizeGreaterThan(USERS_PER_THREAD);
            assertThat(missing).as("missing").isEmpty();
            assertThat(returned).as("repeated").isEmpty();
        }

        private void count(QueryPage<UserView> page) {
            page.data().forEach(user -> returned.merge(user.id().value(), 1, Integer::sum));
        }

        private void awaitChange() {
            long before = changes.count();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> changes.count() > before);
        }
    }
}
