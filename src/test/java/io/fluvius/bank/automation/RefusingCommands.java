package io.fluvius.bank.automation;

import io.fluvius.domain.CommandOptions;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.domain.fixture.RecordedCommands;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Records commands, and lets those of some types fail. */
final class RefusingCommands implements Commands {

    static final String DETAIL = "The command was refused";

    private final RecordedCommands recorded = new RecordedCommands();
    private final Map<Class<?>, ProblemCode> refused = new HashMap<>();

    void refuse(Class<? extends Record> command, ProblemCode code) {
        refused.put(command, code);
    }

    List<RecordedCommands.SentCommand> sent() {
        return recorded.sent();
    }

    @Override
    public CommandResult send(Record command, UnaryOperator<CommandOptions> options) {
        return unlessRefused(command, recorded.send(command, options));
    }

    @Override
    public CommandResult send(Object aggregateId, Record command, UnaryOperator<CommandOptions> options) {
        return unlessRefused(command, recorded.send(aggregateId, command, options));
    }

    private CommandResult unlessRefused(Record command, CommandResult result) {
        if (refused.containsKey(command.getClass())) {
            throw Problem.of(refused.get(command.getClass()), DETAIL).asException();
        }
        return result;
    }
}
