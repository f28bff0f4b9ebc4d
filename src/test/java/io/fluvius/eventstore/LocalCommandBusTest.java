package io.fluvius.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.UniqueValues;
import io.fluvius.environment.KnownFailures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class LocalCommandBusTest {

    private final LocalCommandBus bus = new LocalCommandBus(
            DefaultConfigurer.defaultConfiguration().buildConfiguration(),
            DuplicateCommandHandlerResolution.rejectDuplicates(),
            KnownFailures.all());

    @Test
    void the_result_of_a_command_that_fails_on_commit_contains_the_problem() {
        Throwable failure =
                resultOf(UniqueValues.valueTakenException("user.email")).exceptionResult();

        assertThat(failure)
                .isInstanceOfSatisfying(
                        CommandExecutionException.class,
                        exception -> assertThat(exception.<Problem>getDetails())
                                .hasValueSatisfying(problem ->
                                        assertThat(problem.code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN)));
    }

    @Test
    void a_lost_race_is_passed_on() {
        ConcurrencyException lost = new ConcurrencyException("another command was faster");

        assertThat(resultOf(lost).exceptionResult()).isSameAs(lost);
    }

    @Test
    void an_exception_of_a_handler_is_passed_on() {
        CommandExecutionException exception =
                new CommandExecutionException("no", null, UniqueValues.valueTakenException("user.email"));

        assertThat(resultOf(exception).exceptionResult()).isSameAs(exception);
    }

    @Test
    void a_result_is_passed_on() {
        bus.subscribe("command", command -> "done");

        assertThat(send().getPayload()).isEqualTo("done");
    }

    private CommandResultMessage<?> resultOf(RuntimeException onCommit) {
        bus.subscribe("command", command -> {
            CurrentUnitOfWork.get().onCommit(committing -> {
                throw onCommit;
            });
            return "done";
        });
        return send();
    }

    private static CommandMessage<Object> command() {
        return new GenericCommandMessage<>(new GenericMessage<>("payload"), "command");
    }

    private CommandResultMessage<?> send() {
        FutureCallback<Object, Object> callback = new FutureCallback<>();
        bus.dispatch(command(), callback);
        return callback.getResult();
    }
}
