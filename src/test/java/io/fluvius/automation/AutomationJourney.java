package io.fluvius.automation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.automation.PingPong.Ping;
import io.fluvius.automation.PingPong.Pong;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.EnableTotp;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserCommand.UnlockUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserReconciled;
import io.fluvius.user.UserId;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/** Automations in a running application. */
abstract class AutomationJourney {

    private static final String PASSWORD = "when-user-locked-then-require-new-password";
    private static final String MAIL = "when-user-renamed-then-send-mail";

    @TestConfiguration
    @Import({
        WhenUserLockedThenRequireNewPassword.class,
        WhenUserActivatedThenRemoveTotp.class,
        WhenUserRenamedThenSendMail.class,
        WhenUserReconciledThenRead.class,
        Mailbox.class,
        Ping.class,
        Pong.class
    })
    static class Automations {}

    @Autowired
    private Domains domains;

    @Autowired
    private Commands commands;

    @Autowired
    private EventStore store;

    @Autowired
    private EventProcessingConfiguration processing;

    @Autowired
    private DSLContext database;

    @Autowired
    private Mailbox mailbox;

    @Autowired
    private WhenUserReconciledThenRead reader;

    @Test
    void an_event_causes_commands_in_its_chain_of_causes() {
        UUID john = user();

        commands.send(john, new LockUser(null), it -> it.metadata("actor", "ann"));

        await().untilAsserted(() -> assertThat(events(john)).hasSize(4));
        DomainEventMessage<?> locked = events(john).get(1);
        for (DomainEventMessage<?> caused : events(john).subList(2, 4)) {
            assertThat(caused.getMetaData())
                    .containsEntry("correlationId", locked.getMetaData().get("correlationId"))
                    .containsEntry("causationId", locked.getIdentifier())
                    .containsEntry("actor", "ann")
                    .containsEntry("automations", PASSWORD);
        }
        assertThat(payloads(john).subList(1, 4))
                .containsExactly(UserLocked.class, UserActionsRequired.class, UserReconciled.class);
    }

    @Test
    void the_state_that_an_automation_reads_includes_the_event() {
        UUID john = user();

        for (int event = 1; event <= 50; event++) {
            commands.send(john, new ReconcileUser());
        }

        await().untilAsserted(() -> assertThat(reader.reads)
                .filteredOn(read -> read.user().equals(john))
                .hasSizeGreaterThanOrEqualTo(50)
                .allMatch(read -> read.row() >= read.event()));
        assertThat(parked("when-user-reconciled-then-read", john)).isEmpty();
    }

    @Test
    void an_event_that_is_delivered_again_does_nothing_twice() {
        UUID john = user();
        commands.send(john, new LockUser(null));
        await().untilAsserted(() -> assertThat(events(john)).hasSize(4));

        // the repeated commands would be rejected now
        commands.send(john, new DeactivateUser(null));
        deliverAgain(PASSWORD);
        UUID next = user();
        commands.send(next, new LockUser(null));

        await().untilAsserted(() -> assertThat(events(next)).hasSize(4));
        assertThat(events(john)).hasSize(5);
        assertThat(parked(PASSWORD, john)).isEmpty();
    }

    @Test
    void a_command_that_is_rejected_is_sent_again_until_it_succeeds() {
        UUID john = user();
        UUID jane = user();
        commands.send(john, new DeactivateUser(null));
        commands.send(john, new LockUser(null));
        commands.send(jane, new LockUser(null));

        await().untilAsserted(() -> assertThat(events(jane)).hasSize(4));
        await().untilAsserted(() ->
                assertThat(parked(PASSWORD, john)).singleElement().asString().contains("rejected"));
        commands.send(john, new UnlockUser());
        commands.send(john, new ActivateUser());

        await().atMost(60, SECONDS)
                .untilAsserted(
                        () -> assertThat(payloads(john)).contains(UserActionsRequired.class, UserReconciled.class));
        await().untilAsserted(() -> assertThat(parked(PASSWORD, john)).isEmpty());
    }

    @Test
    void an_event_that_cannot_be_handled_waits_and_the_events_of_others_go_on() {
        UserId john = new UserId(user());
        UserId jane = new UserId(user());
        mailbox.refused.add(john);
        commands.send(john, new UpdateUser(new PersonName("Johnny"), null));
        commands.send(john, new UpdateUser(new PersonName("John"), null));
        commands.send(jane, new UpdateUser(new PersonName("Jane"), null));

        await().untilAsserted(() -> assertThat(mailbox.delivered).containsValue(jane));
        await().untilAsserted(() -> assertThat(parked(MAIL, john.value())).hasSize(2));
        mailbox.refused.remove(john);

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(mailbox.delivered.values())
                        .filteredOn(john::equals)
                        .hasSize(2));
        await().untilAsserted(() -> assertThat(parked(MAIL, john.value())).isEmpty());
    }

    @Test
    void another_system_gets_the_same_key_each_time() {
        UserId john = new UserId(user());
        commands.send(john, new UpdateUser(new PersonName("Johnny"), null));
        await().untilAsserted(() -> assertThat(mailbox.delivered).containsValue(john));

        deliverAgain(MAIL);
        UserId jane = new UserId(user());
        commands.send(jane, new UpdateUser(new PersonName("Jane"), null));

        await().untilAsserted(() -> assertThat(mailbox.delivered).containsValue(jane));
        assertThat(mailbox.delivered.values()).filteredOn(john::equals).hasSize(1);
    }

    @Test
    void automations_that_cause_each_other_are_stopped() {
        UUID john = user();

        CommandResult first = commands.send(john, new EnableTotp());

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(parked(Ping.NAME, john))
                        .singleElement()
                        .asString()
                        .contains(Ping.NAME + " > " + Pong.NAME + " > " + Ping.NAME));
        assertThat(events(john)).hasSize((int) first.version() + 1 + 16);
    }

    private UUID user() {
        return UsersOfANode.of(domains).create().id();
    }

    private List<? extends DomainEventMessage<?>> events(UUID user) {
        return store.readEvents(user.toString()).asStream().toList();
    }

    private List<Class<?>> payloads(UUID user) {
        return events(user).stream()
                .<Class<?>>map(DomainEventMessage::getPayloadType)
                .toList();
    }

    private List<String> parked(String automation, UUID user) {
        return database
                .fetchValues(
                        "select coalesce(cause_message, 'blocked') from dead_letter where processing_group = {0}"
                                + " and sequence_identifier = {1} order by sequence_index",
                        automation, user.toString())
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** Sets the token of an automation back, so that it receives all events of these tests again. */
    private void deliverAgain(String automation) {
        StreamingEventProcessor processor = processing
                .eventProcessor(automation, StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        database.execute(
                "update token_entry set token = {0} where processor_name = {1} and token is not null",
                "{\"globalIndex\":0}", automation);
        processor.start();
    }
}
