package io.fluvius.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.Right;
import io.fluvius.command.CommandTo;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Role;
import io.fluvius.domain.Tenant;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.HttpCalls;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Find;
import io.fluvius.query.StateManager;
import io.fluvius.query.StateQuery;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserView;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What each role may do with commands and rows, over HTTP and through Axon's gateways. */
abstract class RolesJourney extends WithKeys {

    private static final Set<String> EDITORS = Set.of(Role.OWNER, Role.EDITOR, Role.MACHINE);

    /** Those that callers may send to the user who stands for them. */
    private static final Set<String> OF_ONESELF =
            Set.of("update-user", "enable-totp", "remove-totp", "complete-user-action");

    @Autowired
    private CurrentCaller callers;

    @Autowired
    private CommandGateway gateway;

    @Autowired
    private QueryGateway queries;

    @Autowired
    private StateManager state;

    @Autowired
    private Commands commands;

    private String editor = "";
    private String john = "";
    private String kim = "";

    @BeforeEach
    void create_two_users() {
        editor = key(Role.EDITOR);
        john = create("John Doe");
        kim = create("Kim Poe");
    }

    private String create(String name) {
        TestResponse created =
                command(editor, "create-user", user(name, freshEmail())).is(201);
        String id = created.json().path("aggregate").path("id").stringValue();
        get(
                        editor,
                        "/api/users/" + id + "?after="
                                + created.json().path("position").stringValue())
                .is(200);
        return id;
    }

    @Test
    @Asvs("V8.2.1")
    void each_command_is_refused_to_the_roles_to_which_it_is_not_allowed() {
        Map<String, String> keys = new HashMap<>();
        ExpectedRoutes.CALLERS.stream()
                .filter(role -> !role.equals(Role.SELF))
                .forEach(role -> keys.put(role, key(role)));
        String self = keyOf(AggregateRef.of("user", UUID.randomUUID()));
        List<String> all = StreamSupport.stream(
                        get(editor, "/api/meta").is(200).json().path("domains").spliterator(), false)
                .flatMap(domain -> StreamSupport.stream(domain.path("commands").spliterator(), false))
                .map(command -> command.path("key").asString(command.asString("")))
                .toList();

        assertThat(all).contains("create-user", "delete-group").hasSizeGreaterThan(15);
        for (String command : all) {
            keys.forEach((role, key) -> assertThat(command(key, command, "{}").status() == 403)
                    .as(role + " sends " + command)
                    .isEqualTo(!isAllowed(command, role)));
            assertThat(command(self, command, "{}").status() == 403)
                    .as("self sends " + command)
                    .isEqualTo(!OF_ONESELF.contains(command));
        }
    }

    /** What erases data is not for machines. */
    private static boolean isAllowed(String command, String role) {
        return EDITORS.contains(role) && !(command.equals("forget-user") && role.equals(Role.MACHINE));
    }

    @Test
    @Asvs("V8.2.2")
    void a_user_changes_and_reads_only_oneself() {
        String self = keyOf(AggregateRef.of("user", UUID.fromString(john)));

        command(self, "update-user", on(john, "{\"name\": \"Johnny\"}")).is(200);
        command(self, "update-user", on(kim, "{\"name\": \"Mine\"}")).isProblem(403, "forbidden");
        command(self, "lock-user", on(john)).isProblem(403, "forbidden");

        await().untilAsserted(() -> assertThat(get(self, "/api/users/" + john)
                        .is(200)
                        .json()
                        .path("name")
                        .stringValue())
                .isEqualTo("Johnny"));
        get(self, "/api/users/" + kim).isProblem(404, "not-found");
        get(self, "/api/users/" + kim + "?version=0").isProblem(404, "not-found");
        get(self, "/api/users/" + kim + "/events").isProblem(404, "not-found");
        get(self, "/api/users/" + kim + "/changes").isProblem(404, "not-found");
        get(self, "/api/users/" + john + "/events").is(200);
        assertThat(ids(get(self, "/api/users?limit=1000"))).containsExactly(john);
        assertThat(ids(get(self, "/api/users?id=" + kim))).isEmpty();
        get(self, "/api/groups").isProblem(403, "forbidden");
    }

    @Test
    @Asvs("V8.2.2")
    void a_user_sees_only_the_own_memberships() {
        TestResponse group = command(editor, "create-group", "{\"payload\": {\"name\": \"" + UUID.randomUUID() + "\"}}")
                .is(201);
        String id = group.json().path("aggregate").path("id").stringValue();
        String position = command(editor, "add-members", on(id, "{\"users\": [\"" + john + "\", \"" + kim + "\"]}"))
                .is(200)
                .json()
                .path("position")
                .stringValue();
        String self = keyOf(AggregateRef.of("user", UUID.fromString(john)));

        JsonNode rows =
                get(self, "/api/memberships?after=" + position).is(200).json().path("data");
        List<String> others = ids(get(editor, "/api/memberships?userId=" + kim).is(200));

        assertThat(rows)
                .hasSize(1)
                .allMatch(row -> row.path("userId").stringValue().equals(john));
        get(self, "/api/memberships/" + others.getFirst()).isProblem(404, "not-found");
    }

    @Test
    @Asvs("V8.2.2")
    void live_changes_show_only_what_the_caller_may_read() {
        String self = keyOf(AggregateRef.of("user", UUID.fromString(john)));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/api/users/changes"))
                .header("Authorization", "Bearer " + self)
                .build();
        try (HttpCalls.Stream stream = HttpCalls.stream(request)) {
            await().until(() -> stream.text().contains("event: state"));

            command(editor, "update-user", on(kim, "{\"name\": \"Another\"}")).is(200);
            command(editor, "update-user", on(john, "{\"name\": \"Johnny\"}")).is(200);

            await().until(() -> stream.text().contains("Johnny"));
            assertThat(stream.text()).doesNotContain("Another", kim);
        }
    }

    @Test
    @Asvs("V8.2.3")
    void personal_data_is_withheld_without_the_right_to_see_it() {
        command(editor, "deactivate-user", on(john, "{\"reason\": \"long illness\"}"))
                .is(200);
        String machine = key(Role.MACHINE);

        await().untilAsserted(() -> assertThat(get(machine, "/api/users/" + john)
                        .is(200)
                        .json()
                        .path("status")
                        .stringValue())
                .isEqualTo("DEACTIVATED"));
        JsonNode row = get(machine, "/api/users/" + john).json();
        for (String field : List.of("name", "email", "deactivationReason")) {
            assertThat(row.path(field)).as(field).hasToString("{\"withheld\":true}");
        }
        // whether a value is set is withheld, too
        assertThat(get(machine, "/api/users/" + kim).json().path("deactivationReason"))
                .hasToString("{\"withheld\":true}");
        assertThat(get(machine, "/api/users?id=" + john).text()).doesNotContain("John", "@");
        assertThat(get(machine, "/api/users?id=" + john + "&include=id,name")
                        .is(200)
                        .text())
                .doesNotContain("John");
        assertThat(get(machine, "/api/users/" + john + "?version=0").text()).doesNotContain("John", "@");
        assertThat(get(machine, "/api/users/" + john + "/events").is(200).text())
                .contains("\"name\":{\"withheld\":true}", "\"reason\":{\"withheld\":true}")
                .doesNotContain("John", "@", "illness");
        assertThat(get(key(Role.AUDITOR), "/api/users/" + john + "/events").text())
                .contains("John Doe", "illness");
        assertThat(get(keyWith(Right.READ, Right.PERSONAL_DATA_READ), "/api/users/" + john)
                        .text())
                .contains("John Doe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?name=John%20Doe",
                "?email.starts=j",
                "?deactivationReason=null",
                "?sort=name.asc",
                "?sort=active.asc,email.desc",
                "?text=john",
                "?query=%7B%22.or%22:%5B%7B%22active%22:true%7D,%7B%22name!has%22:%22j%22%7D%5D%7D"
            })
    @Asvs("V8.2.3")
    void a_withheld_field_cannot_be_asked_about(String query) {
        get(editor, "/api/users" + query).is(200);
        get(key(Role.MACHINE), "/api/users" + query).isProblem(403, "forbidden");
    }

    @Test
    void what_a_caller_does_has_its_name_and_no_other() {
        ApiKeys.Created created = create(Set.of(Role.EDITOR), Set.of(), null);
        command(created.text(), "lock-user", on(john)).is(200);

        assertThat(get(editor, "/api/users/" + john + "/events")
                        .json()
                        .path("data")
                        .path(1)
                        .path("actor")
                        .stringValue())
                .isEqualTo("key:" + created.key().name());

        callers.call(Caller.of("ann", Role.EDITOR), () -> {
            assertRefused(
                    ProblemCode.FORBIDDEN,
                    () -> commands.send(UUID.fromString(john), new LockUser(null), it -> it.metadata("actor", "bob")));
            return commands.send(UUID.fromString(kim), new LockUser(null), it -> it.metadata("actor", "ann"));
        });
        assertThat(get(editor, "/api/users/" + kim + "/events").text()).contains("\"actor\":\"ann\"");
    }

    @Test
    @Asvs("V8.3.1")
    void without_a_caller_the_gateways_refuse_everything() {
        CreateUser create = new CreateUser(new PersonName("Jane"), new EmailAddress(freshEmail()));

        assertRefused(ProblemCode.UNAUTHORIZED, () -> gateway.sendAndWait(create));
        assertRefused(
                ProblemCode.UNAUTHORIZED,
                () -> gateway.sendAndWait(CommandTo.aggregate(UUID.fromString(john), new LockUser(null))));
        assertRefused(ProblemCode.UNAUTHORIZED, () -> state.fetch("user", john));
        assertRefused(
                ProblemCode.UNAUTHORIZED, () -> state.history("user", john).toList());
        assertRefused(ProblemCode.UNAUTHORIZED, () -> state.count(UserView.class, Map.of()));
        assertThat(queries.query(Find.in(UserView.class, Map.of()), ResponseTypes.multipleInstancesOf(UserView.class)))
                .failsWithin(Duration.ofSeconds(10));
        StateQuery direct = new StateQuery.Fetch(Tenant.MAIN, "user", UUID.fromString(john));
        assertRefused(
                ProblemCode.UNAUTHORIZED,
                () -> queries.query(direct.getClass().getName(), direct, ResponseTypes.optionalInstanceOf(Record.class))
                        .join());
    }

    @Test
    void the_query_gateway_answers_for_its_caller() {
        List<UserView> own = callers.call(
                new Caller("john", Set.of(), Set.of(), AggregateRef.of("user", UUID.fromString(john))),
                () -> queries.query(
                                Find.in(UserView.class, Map.of()), ResponseTypes.multipleInstancesOf(UserView.class))
                        .join());

        assertThat(own).extracting(user -> user.id().toString()).containsExactly(john);
        assertThat(callers.call(
                        Caller.of("eve", Role.OPERATOR),
                        () -> queries.query(
                                Find.in(UserView.class, Map.of()), ResponseTypes.multipleInstancesOf(UserView.class))))
                .failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void who_reads_the_history_of_a_person_is_recorded() {
        ApiKeys.Created auditor = create(Set.of(Role.AUDITOR), Set.of(), null);
        get(auditor.text(), "/api/users/" + john).is(200);
        get(auditor.text(), "/api/users/" + john + "/events").is(200);
        get(auditor.text(), "/api/users/" + john + "?version=0").is(200);

        JsonNode actions = get(
                        auditor.text(),
                        "/api/operations/audit?actor=key:" + auditor.key().name())
                .is(200)
                .json()
                .path("data");

        assertThat(actions).singleElement().satisfies(read -> {
            assertThat(read.path("action").stringValue()).isEqualTo("read-history");
            assertThat(read.path("target").stringValue()).isEqualTo("user/" + john);
            assertThat(read.path("outcome").stringValue()).isEqualTo("done");
            assertThat(read.path("endedAt").isNull()).isFalse();
        });
        assertThat(get(
                                auditor.text(),
                                "/api/operations/audit?readings=none&actor=key:"
                                        + auditor.key().name())
                        .is(200)
                        .json()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void a_query_message_cannot_name_another_caller() {
        QueryMessage<Find, List<UserView>> forged = new GenericQueryMessage<>(
                        Find.in(UserView.class, Map.of()), ResponseTypes.multipleInstancesOf(UserView.class))
                .andMetaData(Map.of("caller", Caller.of("ann", Role.OWNER).text()));

        assertThat(callers.call(
                        Caller.of("eve", Role.OPERATOR),
                        () -> queries.query(
                                forged.getQueryName(), forged, ResponseTypes.multipleInstancesOf(UserView.class))))
                .failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void what_is_kept_about_a_person_is_for_those_who_may_see_it() {
        String self = keyOf(AggregateRef.of("user", UUID.fromString(john)));

        assertThat(get(key(Role.AUDITOR), "/api/users/" + john + "/personal-data")
                        .is(200)
                        .text())
                .contains("John Doe");
        assertThat(get(self, "/api/users/" + john + "/personal-data").is(200).text())
                .contains("John Doe");
        get(self, "/api/users/" + kim + "/personal-data").isProblem(404, "not-found");
        get(key(Role.MACHINE), "/api/users/" + john + "/personal-data").isProblem(403, "forbidden");
        get(key(Role.OPERATOR), "/api/users/" + john + "/personal-data").isProblem(403, "forbidden");
    }

    private static void assertRefused(ProblemCode code, Runnable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call::run)
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }

    private static List<String> ids(TestResponse page) {
        return StreamSupport.stream(page.is(200).json().path("data").spliterator(), false)
                .map(row -> row.path("id").stringValue())
                .toList();
    }
}
