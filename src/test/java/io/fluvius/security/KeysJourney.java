package io.fluvius.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.Right;
import io.fluvius.domain.Role;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.CapturedLog;
import io.fluvius.environment.HttpCalls;
import io.fluvius.http.TestResponse;
import io.fluvius.security.ApiKeys.Grant;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Creates, uses and revokes API keys. */
abstract class KeysJourney extends WithKeys {

    private static final String PATH = "/api/operations/keys";

    @Autowired
    private ApiKeys keys;

    @Autowired
    private CurrentCaller callers;

    @Autowired
    private DSLContext dsl;

    @Test
    void an_owner_creates_a_key_that_is_shown_once() {
        String owner = key(Role.OWNER);
        String name = "import-" + UUID.randomUUID();

        TestResponse created = request(owner, "POST", PATH)
                .json("{\"name\": \"%s\", \"roles\": [\"machine\"], \"rights\": [\"personal-data:read\"],"
                                .formatted(name)
                        + " \"expiresAt\": \"2099-01-01T00:00:00Z\"}")
                .exchange()
                .is(201);

        JsonNode json = created.json();
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        get(json.path("key").stringValue(), "/api/users").is(200);
        TestResponse list = get(owner, PATH).is(200);
        assertThat(list.text()).contains(name).doesNotContain(json.path("key").stringValue());
        JsonNode listed = StreamSupport.stream(list.json().path("data").spliterator(), false)
                .filter(key -> key.path("id").equals(json.path("id")))
                .findFirst()
                .orElseThrow();
        assertThat(listed.path("lastUsedOn").stringValue())
                .isEqualTo(Instant.now().toString().substring(0, 10));
        assertThat(listed.path("expiresAt").stringValue()).startsWith("2099-01-01T00:00:00");
        assertThat(listed.path("createdBy").stringValue()).startsWith("key:test-");
    }

    @Test
    @Asvs("V6.5.2")
    void the_secret_is_not_stored() {
        String text = key(Role.EDITOR);
        String secret = text.substring(17, 49);

        String stored = dsl.select(DSL.asterisk())
                .from(DSL.table(DSL.name("api_key")))
                .fetch()
                .formatCSV();

        assertThat(stored).contains(text.substring(4, 16)).doesNotContain(secret);
    }

    @Test
    void a_revoked_key_is_refused_at_once() {
        ApiKeys.Created key = create(Set.of(Role.EDITOR), Set.of(), null);
        get(key.text(), "/api/users").is(200);

        request(key(Role.OWNER), "DELETE", PATH + "/" + key.key().id())
                .exchange()
                .is(204);

        get(key.text(), "/api/users").isProblem(401, "unauthorized");
        // again, and one that does not exist
        request(key(Role.OWNER), "DELETE", PATH + "/" + key.key().id())
                .exchange()
                .is(204);
        request(key(Role.OWNER), "DELETE", PATH + "/none").exchange().isProblem(404, "not-found");
    }

    @Test
    void a_stream_ends_with_its_key() {
        ApiKeys.Created key = create(Set.of(Role.EDITOR), Set.of(), null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/api/users/changes"))
                .header("Authorization", "Bearer " + key.text())
                .build();
        try (HttpCalls.Stream stream = HttpCalls.stream(request)) {
            await().until(() -> stream.text().contains("event: state"));
            assertThat(stream.response()).isNotDone();

            revoke(key);

            await().untilAsserted(() -> assertThat(stream.response()).isDone());
        }
    }

    @Test
    void an_expired_key_is_refused() {
        ApiKeys.Created key = callers.call(
                Caller.APPLICATION,
                () -> keys.create(new Grant(
                        "short-" + UUID.randomUUID(),
                        Set.of(Role.EDITOR),
                        Set.of(),
                        null,
                        null,
                        Instant.now().plusSeconds(3600))));
        get(key.text(), "/api/users").is(200);

        dsl.execute("update api_key set expires_at = current_timestamp where id = '"
                + key.key().id() + "'");

        get(key.text(), "/api/users").isProblem(401, "unauthorized");
    }

    @Test
    void two_keys_of_a_name_are_live_so_that_one_replaces_the_other() {
        String name = "rotated-" + UUID.randomUUID();
        String owner = key(Role.OWNER);
        String body = "{\"name\": \"" + name + "\", \"roles\": [\"machine\"]}";
        TestResponse first = request(owner, "POST", PATH).json(body).exchange().is(201);
        request(owner, "POST", PATH).json(body).exchange().is(201);

        request(owner, "POST", PATH).json(body).exchange().isProblem(409, "wrong-state");

        request(owner, "DELETE", PATH + "/" + first.json().path("id").stringValue())
                .exchange()
                .is(204);
        request(owner, "POST", PATH).json(body).exchange().is(201);
    }

    @Test
    void a_key_cannot_give_more_than_it_has() {
        String keeper = keyWith(Right.KEYS_WRITE);

        request(keeper, "POST", PATH)
                .json("{\"name\": \"more\", \"roles\": [\"owner\"]}")
                .exchange()
                .isProblem(403, "forbidden");
        request(keeper, "POST", PATH)
                .json("{\"name\": \"other\", \"self\": {\"resource\": \"user\", \"id\": \"" + UUID.randomUUID()
                        + "\"}}")
                .exchange()
                .isProblem(403, "forbidden");
        request(keeper, "POST", PATH)
                .json("{\"name\": \"same-" + UUID.randomUUID() + "\", \"rights\": [\"keys:write\"]}")
                .exchange()
                .is(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"roles": ["owner"]}                                         | 422 | invalid-payload   | /name
                    {"name": "x"}                                                | 422 | invalid-payload   | /roles
                    {"name": "X y", "roles": ["owner"]}                          | 422 | invalid-payload   | /name
                    {"name": "x", "roles": ["ower"]}                             | 422 | invalid-payload   | /roles
                    {"name": "x", "roles": ["self"]}                             | 422 | invalid-payload   | /roles
                    {"name": "x", "roles": "owner"}                              | 400 | malformed-request | /roles
                    {"name": "x", "rights": ["all"]}                             | 400 | malformed-request | /rights
                    {"name": 1, "roles": ["owner"]}                              | 400 | malformed-request | /name
                    {"name": "x", "role": ["owner"]}                             | 400 | malformed-request | /role
                    {"name": "x", "roles": ["owner"], "expiresAt": "soon"}       | 400 | malformed-request | /expiresAt
                    {"name": "x", "roles": ["owner"], "expiresAt": "2001-01-01T00:00:00Z"} | 422 | invalid-payload | /expiresAt
                    {"name": "x", "self": {"resource": "user", "id": "1"}}       | 400 | malformed-request | /self
                    {"name": "x", "self": {"resource": "cat", "id": "0190c7a2-0000-7000-8000-000000000000"}} | 422 | invalid-payload | /self/resource
                    """)
    void bad_input_is_located(String body, int status, String code, String pointer) {
        request(key(Role.OWNER), "POST", PATH).json(body).exchange().isProblem(status, code, pointer);
    }

    @Test
    @Asvs("V16.2.5")
    void wrong_keys_are_refused_and_logged_without_their_secret() {
        String good = key(Role.EDITOR);
        String secret = good.substring(17, 49);
        List<String> wrong = List.of(
                good.substring(0, good.length() - 1),
                good.substring(0, 20),
                good + "0",
                good.replaceFirst("flv_", "flw_"),
                "flv_000000000000_" + secret + good.substring(49));
        try (CapturedLog log = CapturedLog.ofEverything()) {
            for (String key : wrong) {
                TestResponse refused = get(key, "/api/users").isProblem(401, "unauthorized");
                assertThat(refused.header("WWW-Authenticate"))
                        .isEqualTo("Bearer realm=\"fluvius\", error=\"invalid_token\"");
                assertThat(refused.text()).doesNotContain(secret);
            }
            assertThat(log.messages()).noneMatch(line -> line.contains(secret));
        }
        assertThat(get("/api/users").isProblem(401, "unauthorized").header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"fluvius\"");
    }

    @Test
    @Asvs("V14.2.1")
    void a_key_in_a_url_is_refused() {
        String key = key(Role.EDITOR);

        assertThat(get("/api/users?access_token=" + key).status()).isEqualTo(401);
        assertThat(get(key, "/api/users?access_token=" + key).status()).isIn(400, 401);
    }
}
