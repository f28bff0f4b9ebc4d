package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluvius.Domains;
import io.fluvius.command.CommandTo;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Position;
import io.fluvius.environment.Asvs;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.StateManager;
import io.fluvius.user.ActionName;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Commands of a service that knows Axon's gateway and the typed facade only: the same guarantees as by name. */
abstract class CommandGatewayJourney {

    @Autowired
    private CommandGateway gateway;

    @Autowired
    private Commands commands;

    @Autowired
    private EventStore events;

    @Autowired
    private Domains domains;

    private final EmailAddress email = new EmailAddress("john-" + UUID.randomUUID() + "@example.com");

    @Test
    void a_user_is_created_changed_and_read() {
        CommandResult created = gateway.sendAndWait(john());
        UUID john = created.aggregate().id();

        CommandResult locked = gateway.sendAndWait(CommandTo.aggregate(john, new LockUser(new Reason("left"))));
        CommandResult renamed = commands.send(john, new UpdateUser(new PersonName("Johnny"), null));

        assertThat(List.of(created.version(), locked.version(), renamed.version()))
                .containsExactly(0L, 1L, 2L);
        UserView view = after(renamed.position()).fetch(UserView.class, john);
        assertThat(view.name().value()).isEqualTo("Johnny");
        assertThat(view.status()).isEqualTo(UserStatus.LOCKED);
        assertThat(view.version()).isEqualTo(2);
    }

    @Test
    @Asvs("V2.2.2")
    void an_invalid_command_never_reaches_an_aggregate() {
        Problem problem =
                problemOf(() -> gateway.sendAndWait(new CreateUser(new PersonName(""), new EmailAddress("nonsense"))));

        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PAYLOAD);
        assertThat(problem.errors())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/payload/name", "/payload/email");
        assertThat(problemOf(() -> commands.send(new LockUser(null))).code()).isEqualTo(ProblemCode.INVALID_AGGREGATE);
    }

    @Test
    void a_domain_rejects_commands_with_the_same_problems_as_over_http() {
        UUID john = commands.send(john()).aggregate().id();
        commands.send(john, new LockUser(null));

        assertThat(problemOf(() -> commands.send(john, new ActivateUser())).members())
                .containsEntry("rejection", "user-locked");
        assertThat(problemOf(() -> commands.send(john())).members()).containsEntry("field", "email");
        assertThat(problemOf(() -> gateway.sendAndWait(CommandTo.aggregate(
                                john, new CreateUser(new PersonName("J"), new EmailAddress("other-" + email.value())))))
                        .code())
                .isEqualTo(ProblemCode.ALREADY_EXISTS);
        assertThat(problemOf(() -> commands.send(UUID.randomUUID(), new LockUser(null)))
                        .code())
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(problemOf(() -> commands.send(john, new LockUser(null), it -> it.onVersion(7)))
                        .members())
                .containsEntry("actual", 1L);
    }

    @Test
    void a_command_that_is_sent_again_does_not_run_again() {
        UUID id = UUID.randomUUID();
        CommandMessage<CreateUser> creation = CommandTo.newAggregate(john(), it -> it.id(id));
        CommandResult first = gateway.sendAndWait(creation);
        commands.send(first.aggregate().id(), new DeleteUser(null));

        CommandResult again = gateway.sendAndWait(creation);
        CommandResult typed = commands.send(john(), it -> it.id(id));

        assertThat(again).isEqualTo(new CommandResult(first.aggregate(), 0, first.position(), true));
        assertThat(typed).isEqualTo(again);
        assertThat(problemOf(() -> commands.send(first.aggregate().id(), new ActivateUser(), it -> it.id(id)))
                        .code())
                .isEqualTo(ProblemCode.COMMAND_ID_REUSED);
    }

    @Test
    void commands_of_many_threads_on_one_user_all_take_effect() {
        UUID john = commands.send(john()).aggregate().id();

        List<CompletableFuture<CommandResult>> results = IntStream.range(0, 20)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> commands.send(john, new ExecuteUserAction(List.of(new ActionName("ACTION_" + number))))))
                .toList();

        assertThat(results)
                .extracting(result -> result.join().version())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
    }

    @Test
    @Asvs("V2.3.4")
    void of_concurrent_commands_for_one_email_one_succeeds() {
        List<CompletableFuture<CommandResult>> results = IntStream.range(0, 16)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> commands.send(john())))
                .toList();

        assertThat(results)
                .filteredOn(result ->
                        result.handle((success, failure) -> failure == null).join())
                .hasSize(1);
    }

    @Test
    void the_metadata_of_a_command_continues_the_chain_of_causes() {
        CommandResult result = commands.send(
                john(), it -> it.metadata("correlationId", "order-1").metadata("actor", "ann"));

        assertThat(events.readEvents(result.aggregate().id().toString()).next().getMetaData())
                .containsEntry("correlationId", "order-1")
                .containsEntry("actor", "ann")
                .containsKey("commandId");
    }

    @Test
    void a_command_reports_the_aggregate_that_it_created() {
        UUID chosen = UUID.randomUUID();

        CommandResult result = commands.send(chosen, john());

        assertThat(result.aggregate()).isEqualTo(AggregateRef.of("user", chosen));
        assertThat(after(result.position()).fetch("user", chosen)).isNotNull();
    }

    private StateManager after(Position position) {
        return domains.named("user").state().after(position, Duration.ofSeconds(10));
    }

    private CreateUser john() {
        return new CreateUser(new PersonName("John"), email);
    }

    private static Problem problemOf(ThrowingCallable call) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, call);
        assertThat(failure).isNotNull();
        return failure.problem();
    }
}
