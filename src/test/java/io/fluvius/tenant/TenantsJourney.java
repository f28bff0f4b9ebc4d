package io.fluvius.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.TenantScope;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Role;
import io.fluvius.domain.Tenant;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.EventSourceClient;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Find;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Each tenant sees and changes only what belongs to it, over HTTP and through Axon's gateways. */
abstract class TenantsJourney extends WithTenants {

    @Autowired
    private CurrentCaller callers;

    @Autowired
    private CommandGateway commands;

    @Autowired
    private QueryGateway queries;

    @Autowired
    private StateManager state;

    @Autowired
    private EventStore events;

    @Autowired
    private DSLContext dsl;

    private String acme = "";
    private String globex = "";
    private String everywhere = "";
    private String ann = "";

    @BeforeEach
    void create_a_user_of_acme() {
        acme = keyIn(ACME, Role.OWNER);
        globex = keyIn(GLOBEX, Role.OWNER);
        everywhere = keyIn("*", Role.OWNER);
        ann = createUser(acme, "Ann Acme", freshEmail());
    }

    @Test
    @Asvs("V8.4.1")
    void another_tenant_does_not_find_an_item_its_history_or_what_is_kept_about_it() {
        for (String path :
                List.of("", "?version=0", "?at=2100-01-01T00:00:00Z", "/events", "/personal-data", "/erasure")) {
            get(globex, "/api/users/" + ann + path).isProblem(404, "not-found");
        }
        for (String path : List.of("", "?version=0", "/events", "/personal-data")) {
            get(acme, "/api/users/" + ann + path).is(200);
        }
    }

    @Test
    void a_command_of_another_tenant_does_not_find_the_aggregate_and_changes_nothing() {
        command(globex, "update-user", on(ann, "{\"name\": \"Taken Over\"}")).isProblem(404, "not-found");
        command(globex, "delete-user", on(ann)).isProblem(404, "not-found");
        requestIn(GLOBEX, everywhere, "POST", "/api/commands/update-user")
                .json(on(ann, "{\"name\": \"Taken Over\"}"))
                .exchange()
                .isProblem(404, "not-found");

        // the aggregate is in the cache of its tenant, and stays there
        command(acme, "update-user", on(ann, "{\"name\": \"Ann Other\"}")).is(200);
        command(globex, "update-user", on(ann, "{\"name\": \"Taken Over\"}")).isProblem(404, "not-found");
        assertThat(events.readEvents(ann, 0).asStream())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getMetaData()).containsEntry(Tenant.KEY, ACME));
    }

    @Test
    void another_tenant_does_not_learn_that_a_person_was_forgotten() {
        command(acme, "forget-user", on(ann)).is(200);

        command(globex, "update-user", on(ann, "{\"name\": \"Taken Over\"}")).isProblem(404, "not-found");
        command(acme, "update-user", on(ann, "{\"name\": \"Ann Again\"}")).isProblem(409, "person-forgotten");
        get(globex, "/api/users/" + ann + "/erasure").isProblem(404, "not-found");
        get(acme, "/api/users/" + ann + "/erasure").is(200);
    }

    @Test
    void an_event_that_is_parked_does_not_concern_another_tenant() {
        String theirs = createUser(globex, "Gail Globex", freshEmail());
        String head = command(globex, "lock-user", on(theirs))
                .is(200)
                .json()
                .path("position")
                .stringValue();
        dsl.execute(
                "insert into dead_letter (dead_letter_identifier, processing_group, sequence_identifier, sequence_index,"
                        + " message_type, event_identifier, time_stamp, payload_type, payload, enqueued_at)"
                        + " values ({0}, 'user-directory', {0}, 0, 'domain', {0}, '', '', {1}, '')",
                DSL.val(ann), DSL.val(new byte[0]));
        try {
            for (String path : List.of("/api/users/" + ann, "/api/users?count=true")) {
                String parked = path + (path.contains("?") ? "&" : "?") + "after=" + head;
                assertThat(get(acme, parked).json().path("code").stringValue()).isEqualTo("projection-parked");
            }
            get(globex, "/api/users/" + ann + "?after=" + head).isProblem(404, "not-found");
            get(globex, "/api/users?count=true&after=" + head).is(200);
        } finally {
            dsl.execute("delete from dead_letter where sequence_identifier = {0}", DSL.val(ann));
        }
    }

    @Test
    void a_value_is_unique_within_its_tenant() {
        String email = freshEmail();
        createUser(acme, "First Acme", email);
        String second = createUser(globex, "First Globex", email);
        command(acme, "create-user", user("Second Acme", email)).isProblem(409, "unique-value-taken");
        command(globex, "create-user", user("Second Globex", email)).isProblem(409, "unique-value-taken");

        command(globex, "delete-user", on(second)).is(200);
        command(acme, "create-user", user("Second Acme", email)).isProblem(409, "unique-value-taken");
        command(globex, "create-user", user("Third Globex", email)).is(201);
    }

    @Test
    void lists_counts_and_searches_contain_the_rows_of_the_tenant() {
        String word = "w" + UUID.randomUUID().toString().substring(0, 8);
        createUser(acme, word + " Acme", freshEmail());
        createUser(globex, word + " Globex", freshEmail());
        for (String query : List.of("text=" + word, "name.has=" + word, "sort=name.desc", "status=ACTIVE")) {
            JsonNode page = get(globex, "/api/users?count=true&limit=1000&" + query)
                    .is(200)
                    .json();
            assertThat(page.path("data").toString()).contains(word + " Globex").doesNotContain("Acme");
            assertThat(page.at("/page/total").intValue())
                    .isEqualTo(page.path("data").size());
        }
        assertThat(get(acme, "/api/users?text=" + word).is(200).text())
                .contains(word + " Acme")
                .doesNotContain("Globex");
    }

    @Test
    void live_changes_are_those_of_the_tenant() throws IOException {
        try (EventSourceClient follower = EventSourceClient.openWith(globex, port(), "/api/users/changes")) {
            JsonNode before = follower.next().json();
            assertThat(before.path("complete").booleanValue()).isTrue();
            assertThat(before.toString()).doesNotContain("Acme");
            command(acme, "update-user", on(ann, "{\"name\": \"Not For Globex\"}"))
                    .is(200);
            String mine = createUser(globex, "Gail Globex", freshEmail());
            assertThat(follower.next().data()).contains(mine).doesNotContain("Not For Globex");
        }
    }

    @Test
    void a_command_id_of_another_tenant_reveals_nothing() {
        String id = UUID.randomUUID().toString();
        String body = "{\"id\": \"%s\", \"payload\": {\"name\": \"Rea Peat\", \"email\": \"%s\"}}"
                .formatted(id, freshEmail());
        TestResponse first = command(acme, "create-user", body).is(201);
        TestResponse again = command(acme, "create-user", body).is(201);
        assertThat(again.json().at("/aggregate/id")).isEqualTo(first.json().at("/aggregate/id"));

        TestResponse other = command(globex, "create-user", body).isProblem(409, "command-id-reused");
        assertThat(other.text()).doesNotContain(first.json().at("/aggregate/id").stringValue());
    }

    @Test
    void a_tenant_is_named_only_by_those_who_may_act_in_it() {
        int before = events();
        requestIn(ACME, globex, "GET", "/api/users/" + ann).exchange().isProblem(403, "forbidden");
        requestIn(ACME, globex, "POST", "/api/commands/delete-user")
                .json(on(ann))
                .exchange()
                .isProblem(403, "forbidden");
        requestIn("No Tenant", globex, "GET", "/api/users").exchange().isProblem(400, "malformed-request");
        assertThat(events()).isEqualTo(before);

        requestIn(GLOBEX, globex, "GET", "/api/users").exchange().is(200);
        requestIn(ACME, everywhere, "GET", "/api/users/" + ann).exchange().is(200);
        get(everywhere, "/api/users/" + ann).isProblem(404, "not-found");
    }

    @Test
    void what_concerns_the_whole_store_is_refused_to_callers_of_one_tenant() {
        for (String path : List.of(
                "/api/operations/processors",
                "/api/operations/dead-letters",
                "/api/operations/keys",
                "/api/operations/audit")) {
            get(acme, path).is(403);
            get(everywhere, path).is(200);
        }
        get(acme, "/actuator/info").is(403);
    }

    @Test
    void a_user_changes_oneself_in_the_own_tenant() {
        AggregateRef self = AggregateRef.of("user", UUID.fromString(ann));
        command(keyIn(ACME, self), "update-user", on(ann, "{\"name\": \"Ann Self\"}"))
                .is(200);
        command(keyIn(GLOBEX, self), "update-user", on(ann, "{\"name\": \"Not Me\"}"))
                .isProblem(404, "not-found");
        get(keyIn(GLOBEX, self), "/api/users/" + ann).isProblem(404, "not-found");
    }

    @Test
    void gateways_act_in_the_tenant_of_their_caller() {
        Caller ofGlobex = caller(TenantScope.boundTo(new Tenant(GLOBEX)));
        Caller ofAll = caller(TenantScope.ALL);
        Query<UserView> byId = state.queryManager().buildQuery(UserView.class, Map.of("filter", Map.of("id", ann)));

        assertThat(find(ofAll.in(new Tenant(ACME)))).hasSize(1);
        assertThat(callers.call(ofAll.in(new Tenant(ACME)), () -> state.count(byId)))
                .isOne();
        assertThat(find(ofGlobex)).isEmpty();
        assertThat(callers.call(ofGlobex, () -> state.count(byId))).isZero();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> callers.call(ofGlobex, () -> state.fetch(UserView.class, ann)));
        assertThat(callers.call(ofGlobex, () -> state.deleted(UserView.class, List.of(ann))))
                .isEmpty();
    }

    @Test
    void an_automation_acts_in_the_tenant_of_its_event_only() {
        String ours = groupWith(acme, ann);
        String theirs = groupWith(globex, ann);

        command(acme, "delete-user", on(ann)).is(200);

        await().untilAsserted(() -> assertThat(members(acme, ours)).isEmpty());
        // also the later events of the other tenant say nothing about a user who was deleted here
        String later = groupWith(globex, ann);
        assertThat(members(globex, theirs)).hasSize(1);
        assertThat(members(globex, later)).hasSize(1);
        assertThat(events.readEvents(ours, 0).asStream())
                .allSatisfy(event -> assertThat(event.getMetaData()).containsEntry(Tenant.KEY, ACME));
        assertThat(events.readEvents(theirs, 0).asStream()).hasSize(2);
    }

    private String groupWith(String key, String user) {
        String group = command(
                        key, "create-group", "{\"payload\": {\"name\": \"Group %s\"}}".formatted(UUID.randomUUID()))
                .is(201)
                .json()
                .at("/aggregate/id")
                .stringValue();
        String position = command(key, "add-members", on(group, "{\"users\": [\"%s\"]}".formatted(user)))
                .is(200)
                .json()
                .path("position")
                .stringValue();
        get(key, "/api/memberships?limit=1&after=" + position).is(200);
        return group;
    }

    private JsonNode members(String key, String group) {
        return get(key, "/api/memberships?groupId=" + group).is(200).json().path("data");
    }

    @Test
    void keys_say_in_which_tenant_they_are_for() {
        String path = "/api/operations/keys";
        String body = "{\"name\": \"importer\", \"roles\": [\"machine\"]%s}";
        request(everywhere, "POST", path)
                .json(body.formatted(""))
                .exchange()
                .isProblem(422, "invalid-payload", "/tenant");
        request(everywhere, "POST", path)
                .json(body.formatted(", \"tenant\": \"No Tenant\""))
                .exchange()
                .isProblem(422, "invalid-payload", "/tenant");

        TestResponse created = request(everywhere, "POST", path)
                .json(body.formatted(", \"tenant\": \"globex\""))
                .exchange()
                .is(201);

        assertThat(created.json().path("tenant").stringValue()).isEqualTo(GLOBEX);
        get(created.json().path("key").stringValue(), "/api/users/" + ann).isProblem(404, "not-found");
    }

    @Test
    void metadata_that_name_another_tenant_are_refused() {
        Caller ofGlobex = caller(TenantScope.boundTo(new Tenant(GLOBEX)));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> callers.call(ofGlobex, () -> commands.sendAndWait(renaming(ACME))))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.FORBIDDEN));

        callers.call(caller(TenantScope.ALL), () -> commands.sendAndWait(renaming(ACME)));
        assertThat(events.readEvents(ann, 0).asStream()).hasSize(2);
    }

    private GenericCommandMessage<?> renaming(String tenant) {
        return new GenericCommandMessage<>(
                new UserCommand.UpdateUser(new PersonName("Ann Metadata"), null),
                Map.of(AggregateId.KEY, ann, Tenant.KEY, tenant));
    }

    private List<UserView> find(Caller caller) {
        try {
            return callers.call(
                            caller,
                            () -> queries.query(
                                    Find.in(UserView.class, Map.of("id", ann)),
                                    ResponseTypes.multipleInstancesOf(UserView.class)))
                    .join();
        } catch (CompletionException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Caller caller(TenantScope tenants) {
        return new Caller("test", Set.of(Role.OWNER), Set.of(), null, tenants);
    }
}
