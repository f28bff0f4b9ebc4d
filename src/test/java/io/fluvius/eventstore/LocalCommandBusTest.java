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
    void a_command_that_fails_when_it_commits_says_its_problem_in_a_form_that_travels() {
        Throwable failure = sent(UniqueValues.valueTakenException("user.email")).exceptionResult();

        assertThat(failure)
                .isInstanceOfSatisfying(
                        CommandExecutionException.class,
                        told -> assertThat(told.<Problem>getDetails())
                                .hasValueSatisfying(problem ->
                                        assertThat(problem.code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN)));
    }

    @Test
    void a_lost_race_stays_one() {
        ConcurrencyException lost = new ConcurrencyException("another one was faster");

        assertThat(sent(lost).exceptionResult()).isSameAs(lost);
    }

    @Test
    void what_is_told_already_is_told_as_it_is() {
        CommandExecutionException told =
                new CommandExecutionException("no", null, UniqueValues.valueTakenException("user.email"));

        assertThat(sent(told).exceptionResult()).isSameAs(told);
    }

    @Test
    void a_result_is_handed_on() {
        bus.subscribe("command", command -> "done");

        assertThat(send().getPayload()).isEqualTo("done");
    }

    private CommandResultMessage<?> sent(RuntimeException failing) {
        bus.subscribe("command", command -> {
            CurrentUnitOfWork.get().onCommit(committing -> {
                throw failing;
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
