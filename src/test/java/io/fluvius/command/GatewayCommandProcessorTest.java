package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Access;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.environment.KnownFailures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.user.UserCommand.ActivateUser;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.Test;

class GatewayCommandProcessorTest {

    private final CommandGateway gateway = DefaultCommandGateway.builder()
            .commandBus(SimpleCommandBus.builder().build())
            .build();

    @Test
    void a_command_rejected_by_the_executor_is_a_failed_response_and_not_an_exception() {
        GatewayCommandProcessor closed =
                new GatewayCommandProcessor(gateway, gateway, KnownFailures.all(), Access.local(), task -> {
                    throw new RejectedExecutionException("closed");
                });
        Command command = new Command(
                Identifiers.next(),
                "activate-user",
                AggregateRef.of("user", Identifiers.next()),
                true,
                new ActivateUser(),
                null,
                Map.of());

        CompletableFuture<CommandResponse> response = closed.submit(command);

        assertThat(response).isCompleted();
        assertThat(response.join().isSuccess()).isFalse();
        assertThat(response.join().commandId()).isEqualTo(command.id());
        assertThat(response.join().error()).extracting(Problem::code).isEqualTo(ProblemCode.UNAVAILABLE);
    }
}
