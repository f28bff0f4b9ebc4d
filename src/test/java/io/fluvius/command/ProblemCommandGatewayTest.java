package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.fluvius.command.payload.Validators;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Position;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.problem.Failure;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.UserCommand.LockUser;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.Test;

/** A bus that reaches other nodes does not know the outcome of a command. */
class ProblemCommandGatewayTest {

    private final CommandFactory commands = new CommandFactory(DefinedDomains.find(), Validators.VALIDATOR);
    private final Command lock =
            commands.create("lock-user", new LockUser(null), AggregateRef.of("user", UUID.randomUUID()));
    private final AtomicInteger lookups = new AtomicInteger();

    @Test
    void the_outcome_of_a_command_that_is_being_handled_is_awaited() {
        CommandResult result = send(
                CommandReceipts.RUNNING,
                command -> lookups.incrementAndGet() < 4
                        ? Optional.empty()
                        : Optional.of(CommandResponse.success(command, 1, new Position(7))
                                .asReplayed()));

        assertThat(result.replayed()).isTrue();
        assertThat(result.position()).isEqualTo(new Position(7));
        assertThat(lookups).hasValue(4);
    }

    @Test
    void the_outcome_is_awaited_while_its_receipt_is_reserved() {
        CommandResult result = send(CommandReceipts.RUNNING, command -> {
            if (lookups.incrementAndGet() < 4) {
                throw Problem.of(ProblemCode.UNAVAILABLE, CommandReceipts.RUNNING)
                        .asException();
            }
            return Optional.of(CommandResponse.success(command, 1, new Position(7)));
        });

        assertThat(result.version()).isOne();
    }

    @Test
    void the_outcome_of_a_command_that_may_have_been_lost_is_looked_up_once() {
        ProblemException failure = catchThrowableOfType(
                ProblemException.class,
                () -> send("The store cannot be reached", command -> {
                    lookups.incrementAndGet();
                    return Optional.empty();
                }));

        assertThat(failure.problem().detail()).isEqualTo("The store cannot be reached");
        assertThat(lookups).hasValue(1);
    }

    private CommandResult send(String failure, Function<Command, Optional<CommandResponse>> outcomes) {
        CommandBus bus = mock(CommandBus.class);
        doAnswer(call -> {
                    CommandCallback<Object, Object> callback = call.getArgument(1);
                    callback.onResult(
                            call.getArgument(0),
                            GenericCommandResultMessage.asCommandResultMessage(new IllegalStateException(failure)));
                    return null;
                })
                .when(bus)
                .dispatch(any(), any());
        Failures failures = new Failures(List.of(exception -> Failure.unavailable(exception.getMessage())));
        return new ProblemCommandGateway(DefaultCommandGateway.builder().commandBus(bus), outcomes, failures)
                .sendAndWait(PreparedCommand.of(lock));
    }
}
