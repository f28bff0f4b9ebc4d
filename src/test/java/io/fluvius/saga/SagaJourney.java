package io.fluvius.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.console.Browser;
import io.fluvius.domain.Commands;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.user.ActionName;
import io.fluvius.user.UserCommand.CompleteUserAction;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserEvent.UserDeactivated;
import io.fluvius.user.UserEvent.UserLocked;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A saga with a deadline in a running application. */
abstract class SagaJourney {

    @LocalServerPort
    private int port;

    @Autowired
    private Domains domains;

    @Autowired
    private Commands commands;

    @Autowired
    private EventStore store;

    @Autowired
    private DSLContext database;

    @Test
    void a_deadline_causes_a_command() {
        UUID john = userWhoMustRenewThePassword();

        await().untilAsserted(() -> assertThat(sagas(john)).isEqualTo(1));
        await().untilAsserted(() -> assertThat(events(john)).hasSize(3));
        DomainEventMessage<?> locked = events(john).getLast();
        assertThat(locked.getPayload()).isInstanceOf(UserLocked.class);
        assertThat(locked.getMetaData())
                .containsEntry(
                        "correlationId", events(john).get(1).getMetaData().get("correlationId"))
                .containsEntry("causationId", events(john).get(1).getIdentifier());
        await().untilAsserted(() -> assertThat(sagas(john)).isZero());
    }

    @Test
    void a_deadline_is_cancelled() {
        UUID john = userWhoMustRenewThePassword();
        UUID jane = userWhoMustRenewThePassword();

        await().untilAsserted(() -> assertThat(sagas(john)).isEqualTo(1));
        commands.send(john, new CompleteUserAction(PasswordRenewal.UPDATE_PASSWORD));

        await().untilAsserted(() -> assertThat(sagas(john)).isZero());
        await().untilAsserted(() -> assertThat(events(jane)).hasSize(3));
        assertThat(events(john)).hasSize(3).noneMatch(event -> event.getPayload() instanceof UserLocked);
    }

    /** Until the execution counts as dead, a saga that waited for it would keep all others from going on. */
    @Test
    void a_saga_can_end_while_a_process_that_was_killed_seems_to_execute_its_deadline() {
        UUID john = userWhoMustRenewThePassword();
        await().untilAsserted(() -> assertThat(sagas(john)).isEqualTo(1));
        database.execute(
                "update scheduled_tasks set picked = true, picked_by = 'killed', last_heartbeat = {0} where not picked",
                OffsetDateTime.now());

        commands.send(john, new CompleteUserAction(PasswordRenewal.UPDATE_PASSWORD));

        await().untilAsserted(() -> assertThat(sagas(john)).isZero());
    }

    @Test
    void a_deadline_that_fails_is_tried_again_within_seconds() {
        UUID john = user();
        commands.send(john, new ReconcileUser());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(events(john).getLast().getPayload()).isInstanceOf(UserLocked.class));
        await().untilAsserted(() -> assertThat(sagas(john)).isZero());
    }

    @Test
    void a_saga_that_has_ended_leaves_nothing_behind() {
        UUID john = userWhoMustRenewThePassword();
        await().untilAsserted(() -> assertThat(sagas(john)).isEqualTo(1));

        commands.send(john, new DeleteUser(null));

        await().untilAsserted(() -> assertThat(sagas(john)).isZero());
    }

    @Test
    void an_event_that_starts_no_saga_stores_none() {
        UUID john = user();
        commands.send(john, new ExecuteUserAction(List.of(new ActionName("VERIFY_EMAIL"))));
        UUID jane = userWhoMustRenewThePassword();

        await().untilAsserted(() -> assertThat(sagas(jane)).isEqualTo(1));
        await().untilAsserted(() -> assertThat(sagas(john)).isZero());
    }

    /** The saga of User Management. */
    @Test
    void a_user_who_does_not_complete_an_action_in_time_is_deactivated() {
        UUID john = user();
        UUID jane = user();
        List<ActionName> verify = List.of(new ActionName("VERIFY_EMAIL"));
        Instant soon = Instant.now().plusSeconds(2);
        commands.send(john, new ExecuteUserAction(verify, soon));
        commands.send(jane, new ExecuteUserAction(verify, soon));
        commands.send(jane, new CompleteUserAction(verify.getFirst()));

        await().untilAsserted(() -> assertThat(events(john).getLast().getPayload())
                .isInstanceOfSatisfying(
                        UserDeactivated.class,
                        event -> assertThat(String.valueOf(event.reason())).contains("VERIFY_EMAIL")));
        assertThat(events(jane)).hasSize(3);
        await().untilAsserted(() -> assertThat(sagas(john) + sagas(jane)).isZero());
    }

    @Test
    void an_operator_sees_in_the_console_what_runs_and_what_is_overdue() {
        UUID john = user();
        Instant due = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        commands.send(john, new ExecuteUserAction(List.of(new ActionName("VERIFY_EMAIL")), due));
        await().untilAsserted(() -> assertThat(sagas(john)).isEqualTo(1));
        try (Browser browser = new Browser(port)) {
            browser.open("/console/automations");
            assertThat(browser.texts("tbody th")).contains("when-user-deleted-then-leave-groups", "OverdueActions");
            browser.follow("OverdueActions");
            assertThat(browser.text()).contains("the oldest first.");
            assertThat(browser.texts("tbody td")).anyMatch(value -> value.contains(john.toString()));
            assertThat(browser.attributes("tbody a", "href")).contains("/console/events?aggregate=" + john);

            browser.open("/console/deadlines");
            assertThat(browser.texts("tbody tr"))
                    .anyMatch(row -> row.contains("user-actions-overdue")
                            && row.contains(john.toString())
                            && row.contains("OverdueActions")
                            && !row.contains("overdue overdue"));

            OffsetDateTime past = OffsetDateTime.now().minusMinutes(1);
            database.execute(
                    "update scheduled_tasks set picked = true, picked_by = 'killed', last_heartbeat = {0}, execution_time = {1} where execution_time = {2}",
                    OffsetDateTime.now(), past, due.atOffset(ZoneOffset.UTC));
            browser.open("/console/deadlines");
            assertThat(browser.texts("main .warning"))
                    .singleElement()
                    .asString()
                    .contains("overdue");
            assertThat(browser.texts("tr.troubled td")).contains("user-actions-overdue", "killed");
            browser.open("/console/automations");
            assertThat(browser.texts("strong.outcome-failed"))
                    .singleElement()
                    .asString()
                    .endsWith(" overdue");

            assertThat(browser.open("/console/automations/sagas?type=none").status())
                    .isEqualTo(404);
            assertThat(browser.open("/console/deadlines?cursor=x").status()).isEqualTo(400);
        }
        commands.send(john, new DeleteUser(null));
    }

    private UUID userWhoMustRenewThePassword() {
        UUID user = user();
        commands.send(user, new ExecuteUserAction(List.of(PasswordRenewal.UPDATE_PASSWORD)));
        return user;
    }

    private UUID user() {
        return UsersOfANode.of(domains).create().id();
    }

    private List<? extends DomainEventMessage<?>> events(UUID user) {
        return store.readEvents(user.toString()).asStream().toList();
    }

    private int sagas(UUID user) {
        return database.fetchValues(
                        "select saga_id from association_value_entry where association_value like {0}",
                        "%" + user + "%")
                .size();
    }
}
