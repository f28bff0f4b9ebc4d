package io.fluvius.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
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
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A saga with a deadline in a running application. */
abstract class SagaJourney {

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
