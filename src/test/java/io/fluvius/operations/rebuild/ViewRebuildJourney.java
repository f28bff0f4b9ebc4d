package io.fluvius.operations.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.console.Browser;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.LiveRows;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.UsersOfANode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Views are rebuilt while they serve, compared, and replaced. */
@OwnApplication("replaces the tables of views")
abstract class ViewRebuildJourney {

    private static final String REBUILD = "/api/operations/views/users/rebuild";

    @LocalServerPort
    private int port;

    @Autowired
    private Domains domains;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private DSLContext dsl;

    private HttpCalls http;
    private UsersOfANode users;
    private Map<String, String> structure;

    @BeforeEach
    void connect() {
        http = new HttpCalls(port);
        users = UsersOfANode.of(domains);
        structure = structure();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        if (!phase().isEmpty() && !List.of("swapped", "discarded").contains(phase())) {
            assertThat(http.post(REBUILD + "/discard", "{}").status()).isEqualTo(200);
        }
        assertThat(structure()).isEqualTo(structure);
        assertThat(
                        count(
                                "select count(*) from information_schema.tables where table_name like 'user\\_view\\__%' escape '\\'"))
                .isZero();
        assertThat(count("select count(*) from token_entry where processor_name like 'rebuild:%'"))
                .isZero();
        assertThat(count("select count(*) from dead_letter where processing_group like 'rebuild:%'"))
                .isZero();
        assertThat(count("select count(*) from deleted_row where view_table like '%next'"))
                .isZero();
    }

    @Test
    void a_rebuild_corrects_the_rows_that_do_not_follow_from_the_events() {
        UUID changed = create();
        UUID lost = create();
        UUID invented = UUID.randomUUID();
        database.update("update user_view set name = 'Wrong' where id = ?", changed);
        copy(lost, invented);
        database.update("delete from user_view where id = ?", lost);

        HttpCalls.Answer started = http.post(REBUILD, "{}");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.location()).isEqualTo(REBUILD);
        assertThat(started.text("swap")).isEqualTo("manual");
        awaitPhase("following");
        HttpCalls.Answer diff = http.get(REBUILD + "/diff");

        assertThat(diff.status()).as("%s", diff.body()).isEqualTo(200);
        JsonNode ofUsers = diff.body().path("views").get(0);
        assertThat(ofUsers.path("resource").stringValue()).isEqualTo("user");
        assertThat(ofUsers.path("new").intValue()).isEqualTo(1);
        assertThat(ofUsers.path("gone").intValue()).isEqualTo(1);
        assertThat(ofUsers.path("different").intValue()).isEqualTo(1);
        Map<String, JsonNode> samples = new TreeMap<>();
        ofUsers.path("samples").forEach(row -> samples.put(row.path("change").stringValue(), row));
        assertThat(samples).containsOnlyKeys("new", "gone", "different");
        assertThat(samples.get("different").path("id").stringValue()).isEqualTo(changed.toString());
        assertThat(samples.get("different").path("fields").toString())
                .isEqualTo("[{\"name\":\"name\",\"before\":\"Wrong\",\"after\":\"Ann\"}]");
        assertThat(samples.get("new").path("id").stringValue()).isEqualTo(lost.toString());
        assertThat(samples.get("gone").path("id").stringValue()).isEqualTo(invented.toString());
        assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Wrong");

        HttpCalls.Answer swapped = http.post(REBUILD + "/swap", "{}");

        assertThat(swapped.status()).as("%s", swapped.body()).isEqualTo(200);
        assertThat(swapped.text("phase")).isEqualTo("swapped");
        assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Ann");
        assertThat(http.get("/api/users/" + lost).status()).isEqualTo(200);
        assertThat(http.get("/api/users/" + invented).status()).isEqualTo(404);
        CommandResponse renamed = users.run("update-user", Map.of("name", "Bea"), AggregateRef.of("user", changed));
        assertThat(http.get("/api/users/" + changed + "?after="
                                + renamed.orThrow().position())
                        .text("name"))
                .isEqualTo("Bea");
    }

    @Test
    void an_operator_rebuilds_a_view_in_the_console() {
        UUID changed = create();
        database.update("update user_view set name = 'Wrong' where id = ?", changed);
        try (Browser browser = new Browser(port)) {
            browser.open("/console/rebuilds");
            assertThat(browser.attributes("tbody th a", "href")).contains("/console/rebuilds/users");
            browser.open("/console/rebuilds/users");
            assertThat(browser.text()).containsPattern("Reads [\\d,]+ events, ");
            browser.choose("swap", "always").press("Start the rebuild");
            assertThat(browser.text()).contains("is not users; nothing was done");
            browser.open("/console/rebuilds/users").press("Start the rebuild");
            assertThat(browser.url()).isEqualTo("/console/rebuilds/users");
            awaitPhase("following");

            browser.follow("Look again").follow("Show what would change...");
            assertThat(browser.text()).contains("user: 0 new, 0 gone, 1 different rows.");
            assertThat(browser.texts("td.before")).containsExactly("Wrong");
            assertThat(browser.texts("td.after")).containsExactly("Ann");
            browser.enter("confirmed", "user").press("Swap");
            assertThat(browser.text()).contains("nothing was done");
            assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Wrong");

            browser.open("/console/rebuilds/users/diff")
                    .enter("confirmed", "users")
                    .press("Swap");
            assertThat(browser.text()).contains("Swapped", "Start a rebuild");
            assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Ann");

            browser.press("Start the rebuild").press("Discard");
            assertThat(browser.text()).contains("Discarded");
            assertThat(browser.open("/console/rebuilds/unknown").status()).isEqualTo(404);
            assertThat(browser.open("/console/rebuilds/groups/diff").status()).isEqualTo(404);
        }
    }

    @Test
    void equal_tables_replace_each_other_by_themselves() {
        create();
        users.run("delete-user", AggregateRef.of("user", create())).orThrow();

        http.post(REBUILD, "{\"swap\": \"when-equal\"}");

        awaitPhase("swapped");
        JsonNode diff = http.get(REBUILD).body().path("diff");
        assertThat(diff.path("equal").booleanValue()).as("%s", diff).isTrue();
    }

    @Test
    void different_tables_wait_for_an_operator() {
        UUID changed = create();
        database.update("update user_view set name = 'Wrong' where id = ?", changed);

        http.post(REBUILD, "{\"swap\": \"when-equal\"}");

        await().until(() -> !http.get(REBUILD).body().path("diff").isNull());
        assertThat(http.get(REBUILD).text("phase")).isEqualTo("following");
        assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Wrong");
        assertThat(http.post(REBUILD + "/swap", "").status()).isEqualTo(200);
        assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Ann");
    }

    @Test
    void whatever_the_difference_is_they_replace_each_other_if_asked_to() {
        UUID changed = create();
        database.update("update user_view set name = 'Wrong' where id = ?", changed);

        http.post(REBUILD, "{\"swap\": \"always\"}");

        awaitPhase("swapped");
        assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Ann");
    }

    @Test
    void a_discarded_rebuild_changes_nothing() {
        UUID changed = create();
        database.update("update user_view set name = 'Wrong' where id = ?", changed);
        http.post(REBUILD, "{}");

        HttpCalls.Answer discarded = http.post(REBUILD + "/discard", "");

        assertThat(discarded.status()).as("%s", discarded.body()).isEqualTo(200);
        assertThat(discarded.text("phase")).isEqualTo("discarded");
        assertThat(http.get("/api/users/" + changed).text("name")).isEqualTo("Wrong");
        http.post(REBUILD, "{\"swap\": \"always\"}");
        awaitPhase("swapped");
    }

    @Test
    void the_dead_letters_of_the_old_table_are_settled_by_the_new_one() {
        UUID lost = create();
        database.update("delete from user_view where id = ?", lost);
        users.run("update-user", Map.of("name", "Bea"), AggregateRef.of("user", lost))
                .orThrow();
        await().until(() -> parked(lost) == 1);

        http.post(REBUILD, "{\"swap\": \"always\"}");

        awaitPhase("swapped");
        assertThat(parked(lost)).isZero();
        assertThat(http.get("/api/users/" + lost).text("name")).isEqualTo("Bea");
    }

    /** Letters of both tables are retried again and again while the second table replaces the first one. */
    @Test
    void letters_that_are_retried_during_a_replacement_are_not_lost() throws Exception {
        List<UUID> ofFirst = IntStream.range(0, 10).mapToObj(number -> create()).toList();
        List<UUID> ofSecond =
                IntStream.range(0, 10).mapToObj(number -> create()).toList();
        ofFirst.forEach(user -> move("user_view", user, elsewhere(user)));
        boolean[] stop = new boolean[1];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> retries = threads.submit(() -> retryUntil(stop));
            http.post(REBUILD, "{}");
            awaitPhase("following");
            ofSecond.forEach(user -> move("user_view_next", user, elsewhere(user)));
            for (UUID user : concat(ofFirst, ofSecond)) {
                users.run("update-user", Map.of("name", "Bea"), AggregateRef.of("user", user))
                        .orThrow();
            }
            await().until(() -> concat(ofFirst, ofSecond).stream().allMatch(user -> parked(user) == 1));

            HttpCalls.Answer swapped = http.post(REBUILD + "/swap", "");

            assertThat(swapped.status()).as("%s", swapped.body()).isEqualTo(200);
            assertThat(ofFirst).allSatisfy(user -> assertThat(parked(user)).isZero());
            assertThat(ofSecond).allSatisfy(user -> assertThat(parked(user)).isOne());
            ofSecond.forEach(user -> move("user_view", elsewhere(user), user));
            await().untilAsserted(() -> assertThat(ofSecond)
                    .allSatisfy(user -> assertThat(parked(user)).isZero()));
            stop[0] = true;
            retries.get();
        }
        assertThat(concat(ofFirst, ofSecond)).allSatisfy(user -> {
            JsonNode row = http.get("/api/users/" + user).body();
            assertThat(row.path("name").asString()).isEqualTo("Bea");
            assertThat(row.path("version").asInt()).isEqualTo(1);
        });
    }

    @Test
    void deleted_rows_stay_deleted_when_events_are_delivered_again() {
        UUID deleted = create();
        CommandResponse deletion = users.run("delete-user", AggregateRef.of("user", deleted));
        http.post(REBUILD, "{\"swap\": \"always\"}");
        awaitPhase("swapped");

        assertThat(count("select count(*) from deleted_row where view_table = 'user_view' and id = '" + deleted + "'"))
                .isOne();
        assertThat(http.get("/api/users/" + deleted + "?after="
                                + deletion.orThrow().position())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void readers_and_followers_notice_nothing() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            ids.add(create());
        }
        AtomicInteger writes = new AtomicInteger();
        boolean[] stop = new boolean[1];
        LiveRows live = new LiveRows();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                EventSourceClient follower = EventSourceClient.open(port, "/api/users/changes?name.starts=Rebuilt")) {
            Future<?> following = threads.submit(() -> follow(follower, live, stop));
            List<Future<?>> clients = new ArrayList<>();
            for (UUID id : ids) {
                clients.add(threads.submit(() -> writeAndRead(id, writes, stop)));
            }
            try {
                for (int round = 0; round < 3; round++) {
                    http.post(REBUILD, "{\"swap\": \"manual\"}");
                    awaitPhase("following");
                    HttpCalls.Answer diff = http.get(REBUILD + "/diff");
                    assertThat(diff.body().path("equal").asBoolean())
                            .as("%s", diff.body())
                            .isTrue();
                    HttpCalls.Answer swapped = http.post(REBUILD + "/swap", "");
                    assertThat(swapped.status()).as("%s", swapped.body()).isEqualTo(200);
                    int enough = writes.get() + 100;
                    await().until(() ->
                            writes.get() >= enough || clients.stream().anyMatch(Future::isDone));
                }
            } finally {
                stop[0] = true;
            }
            for (Future<?> client : clients) {
                client.get();
            }
            Map<String, JsonNode> rows = new TreeMap<>();
            http.get("/api/users?name.starts=Rebuilt&limit=100")
                    .body()
                    .path("data")
                    .forEach(row -> rows.put(row.path("id").stringValue(), row));
            await().untilAsserted(() -> {
                if (following.isDone()) {
                    following.get();
                }
                assertThat(live.rows()).isEqualTo(rows);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /api/operations/views/unknown/rebuild      | {}                    | 404 | unknown-resource
                    POST | /api/operations/views/user/rebuild         | {}                    | 404 | unknown-resource
                    POST | /api/operations/views/groups/rebuild/swap  | {}                    | 404 | not-found
                    POST | /api/operations/views/groups/rebuild/discard | {}                  | 404 | not-found
                    GET  | /api/operations/views/groups/rebuild       |                       | 404 | not-found
                    GET  | /api/operations/views/groups/rebuild/diff  |                       | 404 | not-found
                    GET  | /api/operations/views/groups/rebuild/progress |                    | 404 | not-found
                    POST | /api/operations/views/users/rebuild        | {"swap": "sometimes"} | 400 | malformed-request
                    POST | /api/operations/views/users/rebuild        | {"Swap": "manual"}    | 400 | malformed-request
                    POST | /api/operations/views/users/rebuild        | {"swap": 1}           | 400 | malformed-request
                    POST | /api/operations/views/users/rebuild        | []                    | 400 | malformed-request
                    POST | /api/operations/views/users/rebuild?swap=manual | {}               | 400 | malformed-request
                    """)
    void a_bad_request_gets_a_clear_problem(String method, String path, String body, int status, String code) {
        HttpCalls.Answer answer = method.equals("GET") ? http.get(path) : http.post(path, body);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void two_rebuilds_at_once_are_refused_and_so_is_what_comes_too_late() {
        create();
        http.post(REBUILD, "{}");

        assertWrongState("", "already");
        assertThat(http.get(REBUILD).status()).isEqualTo(200);
        assertThat(http.post(REBUILD + "/discard", "").status()).isEqualTo(200);
        assertWrongState("/discard", "discarded");
        assertWrongState("/swap", "discarded");
    }

    @Test
    void progress_is_sent_until_the_end() throws IOException {
        create();
        http.post(REBUILD, "{\"swap\": \"always\"}");

        List<String> phases = new ArrayList<>();
        try (EventSourceClient stream = EventSourceClient.open(port, REBUILD + "/progress")) {
            await().until(() -> {
                EventSourceClient.Event event = stream.next(Duration.ofMillis(200));
                if (event != null) {
                    phases.add(event.json().path("phase").stringValue());
                }
                return phases.contains("swapped");
            });
        }
        assertThat(http.get(REBUILD).body().path("eventsDone").longValue()).isPositive();
    }

    private void assertWrongState(String operation, String detail) {
        HttpCalls.Answer answer = http.post(REBUILD + operation, "{}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("wrong-state");
        assertThat(answer.text("detail")).contains(detail);
    }

    private void writeAndRead(UUID id, AtomicInteger writes, boolean[] stop) {
        long seen = -1;
        while (!stop[0]) {
            String name = "Rebuilt " + writes.get();
            CommandResponse renamed = users.run("update-user", Map.of("name", name), AggregateRef.of("user", id));
            HttpCalls.Answer read = http.get("/api/users/" + id + "?wait=10000&after="
                    + renamed.orThrow().position());
            assertThat(read.status()).as("%s", read.body()).isEqualTo(200);
            assertThat(read.text("name")).isEqualTo(name);
            HttpCalls.Answer listed = http.get("/api/users?id=" + id);
            assertThat(listed.status()).as("%s", listed.body()).isEqualTo(200);
            long version = listed.body().path("data").get(0).path("version").longValue();
            assertThat(version).isGreaterThanOrEqualTo(seen);
            seen = version;
            assertThat(http.get("/api/users?name.starts=Rebuilt&count=true&sort=name.asc")
                            .status())
                    .isEqualTo(200);
            writes.incrementAndGet();
        }
    }

    private static Void follow(EventSourceClient follower, LiveRows live, boolean[] stop) throws IOException {
        int silent = 0;
        while (!stop[0] || silent < 20) {
            EventSourceClient.Event event = follower.next(Duration.ofMillis(100));
            silent = event == null ? silent + 1 : 0;
            if (event != null) {
                live.take(event);
            }
        }
        return null;
    }

    private void retryUntil(boolean[] stop) {
        while (!stop[0]) {
            HttpCalls.Answer retried =
                    http.post("/api/operations/dead-letters/retry", "{\"processor\": \"user-directory\"}");
            assertThat(retried.status()).as("%s", retried.body()).isEqualTo(200);
        }
    }

    private static List<UUID> concat(List<UUID> some, List<UUID> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private void move(String table, UUID from, UUID to) {
        assertThat(database.update("update " + table + " set id = ? where id = ?", to, from))
                .isOne();
    }

    private static UUID elsewhere(UUID user) {
        return new UUID(user.getMostSignificantBits(), user.getLeastSignificantBits() ^ 1);
    }

    private UUID create() {
        CommandResponse created = users.created();
        UUID id = created.aggregate().id();
        assertThat(http.get("/api/users/" + id + "?after=" + created.position()).status())
                .isEqualTo(200);
        return id;
    }

    private void copy(UUID from, UUID to) {
        String columns = String.join(
                ", ",
                database.queryForList(
                        "select column_name from information_schema.columns where table_name = 'user_view' and column_name <> 'id'",
                        String.class));
        database.update(
                "insert into user_view (id, " + columns + ") select cast(? as uuid), " + columns
                        + " from user_view where id = ?",
                to.toString(),
                from);
    }

    private void awaitPhase(String phase) {
        await().untilAsserted(
                        () -> assertThat(http.get(REBUILD).body().toString()).contains("\"phase\":\"" + phase + "\""));
    }

    private String phase() {
        return http.get(REBUILD).text("phase");
    }

    private int parked(UUID user) {
        return count("select count(*) from dead_letter where sequence_identifier = '" + user + "'");
    }

    private int count(String query) {
        Integer count = database.queryForObject(query, Integer.class);
        return count == null ? 0 : count;
    }

    /** The columns, constraints and indexes of the table. */
    private Map<String, String> structure() {
        Map<String, String> names = new TreeMap<>();
        boolean isPostgres = dsl.dialect().family().getName().equals("Postgres");
        String indexes = isPostgres
                ? "select indexname, indexdef from pg_indexes where tablename = 'user_view' and schemaname = current_schema"
                        + " union all select conname, pg_get_constraintdef(oid) from pg_constraint"
                        + " where conrelid = to_regclass('user_view') and contype <> 'n'"
                        + " union all select 'options', array_to_string(reloptions, ',') from pg_class where oid = to_regclass('user_view')"
                : "select i.index_name, listagg(c.column_name || c.ordering_specification, ',')"
                        + " within group (order by c.ordinal_position) from information_schema.indexes i"
                        + " join information_schema.index_columns c on c.index_name = i.index_name"
                        + " where i.table_name = 'user_view' and i.index_type_name <> 'PRIMARY KEY' group by i.index_name"
                        + " union all select constraint_name, constraint_type from information_schema.table_constraints"
                        + " where table_name = 'user_view'";
        database.queryForList(indexes).forEach(row -> {
            List<Object> values = new ArrayList<>(row.values());
            names.put(String.valueOf(values.get(0)), String.valueOf(values.get(1)));
        });
        database.queryForList(
                        "select column_name, data_type || is_nullable from information_schema.columns where table_name = 'user_view'")
                .forEach(row -> {
                    List<Object> values = new ArrayList<>(row.values());
                    names.put("column " + values.get(0), String.valueOf(values.get(1)));
                });
        return names;
    }
}
