package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.domain.view.ViewType;
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
 * Walks by cursor over 20,000 users, there and back, while commands rename, deactivate, activate, create and delete some of
 * them; between any two pages something changed.
 *
 * <p>A walk meets exactly once: every user who was there before its first page was read and for whom no deletion had been
 * sent when its last page came, unless commands change what the walk sorts by. Those it may miss or repeat. Whoever comes
 * or goes meanwhile it meets at most once.
 *
 * <p>Most users are never touched. They are written into the view's table directly, because walks read nothing else; all
 * who change exist by commands and events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PagingDuringChangesContract {

    private static final int UNTOUCHED = 19_100;
    private static final int FOR_EACH_CHANGE = 300;
    private static final int REASONS = 7;
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00.123456Z");

    private final Random random = new Random(20_261_123);
    private final Set<UUID> untouched = new HashSet<>();

    @Autowired
    private DSLContext database;

    @Autowired
    private Domains domains;

    @Autowired
    private StateManager state;

    @Autowired
    private QueryManager queries;

    private ConcurrentUserChanges churn;

    @BeforeAll
    void begin() {
        List<UserView> users =
                IntStream.range(0, UNTOUCHED).mapToObj(this::user).toList();
        users.forEach(user -> untouched.add(user.id().value()));
        // about three at the same time
        ViewRows.insert(
                database,
                new ViewTable<>(ViewType.of("user", UserView.class)),
                users,
                user -> BEGINNING.plusSeconds(Math.floorMod(user.id().hashCode(), UNTOUCHED / 3)));
        churn = new ConcurrentUserChanges(domains.named("user"), state, FOR_EACH_CHANGE);
    }

    @AfterAll
    void end() {
        churn.close();
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
    void every_user_who_stays_is_met_once(String field, String order) {
        Map<String, Object> request = Map.of("sort", List.of(Map.of("field", field, "order", order)));

        Walk there = new Walk(request, field);
        String lastPage = there.toTheEnd();
        there.check();

        Walk back = new Walk(request, field);
        back.toTheStart(lastPage);
        back.check();
    }

    /** Each page of another size. */
    private QueryPage<UserView> page(Map<String, Object> request, @Nullable String cursor) {
        Map<String, Object> page = new HashMap<>(request);
        page.put("cursor", cursor);
        page.put("limit", 100 + random.nextInt(901));
        return state.query(queries.buildQuery(UserView.class, page));
    }

    private UserView user(int number) {
        boolean active = number % 2 == 0;
        UserView user = UserView.created(
                new UserId(UUID.randomUUID()),
                new PersonName(ConcurrentUserChanges.name(random)),
                new EmailAddress(number + "@example.com"));
        return active
                ? user
                : user.withStatus(UserStatus.DEACTIVATED).withDeactivationReason(new Reason("R" + number % REASONS));
    }

    /** One way through all users, and whom it met. */
    private final class Walk {

        private final Map<String, Object> request;
        private final String field;
        private final Set<UUID> keeping;
        private final Map<UUID, Integer> met = new HashMap<>();

        Walk(Map<String, Object> request, String field) {
            this.request = request;
            this.field = field;
            this.keeping = churn.keeping(field);
        }

        /** Goes forward, and gives the cursor that led to the last page. */
        String toTheEnd() {
            String cursor = null;
            QueryPage<UserView> page = page(request, cursor);
            meet(page);
            while (page.next() != null) {
                awaitChange();
                cursor = page.next();
                page = page(request, cursor);
                meet(page);
            }
            return cursor;
        }

        /** Goes back from wherever the end is now. */
        void toTheStart(String lastPage) {
            QueryPage<UserView> page = page(request, lastPage);
            while (page.next() != null) {
                page = page(request, page.next());
            }
            meet(page);
            while (page.previous() != null) {
                awaitChange();
                page = page(request, page.previous());
                meet(page);
            }
        }

        void check() {
            keeping.retainAll(churn.keeping(field));
            Set<UUID> lost = new HashSet<>(untouched);
            lost.addAll(keeping);
            lost.removeAll(met.keySet());
            met.keySet().removeAll(churn.changing(field));
            met.values().removeIf(times -> times == 1);

            assertThat(keeping)
                    .as("users who were neither made nor deleted meanwhile")
                    .hasSizeGreaterThan(FOR_EACH_CHANGE);
            assertThat(lost).as("lost").isEmpty();
            assertThat(met).as("repeated").isEmpty();
        }

        private void meet(QueryPage<UserView> page) {
            page.data().forEach(user -> met.merge(user.id().value(), 1, Integer::sum));
        }

        private void awaitChange() {
            long seen = churn.changes();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> churn.changes() > seen);
        }
    }
}
