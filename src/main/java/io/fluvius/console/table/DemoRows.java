package io.fluvius.console.table;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.DemoData;
import io.fluvius.domain.Position;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Fills an empty table with the data that its domain offers for trying it. */
@Service
class DemoRows {

    private final List<DemoData> offers;
    private final StateManager state;
    private final CommandFactory commands;
    private final CommandProcessor processor;
    private final OperatorActions actions;
    private final AccessPolicy access;

    DemoRows(
            ObjectProvider<DemoData> offers,
            StateManager state,
            CommandFactory commands,
            CommandProcessor processor,
            OperatorActions actions,
            AccessPolicy access) {
        this.offers = offers.stream().toList();
        this.state = state;
        this.commands = commands;
        this.processor = processor;
        this.actions = actions;
        this.access = access;
    }

    /** What the domain of a view offers, if the caller may create it. */
    Optional<DemoData> offer(RegisteredView view) {
        return offers(view)
                .filter(it -> access.allowsCommand(payloadOf(it), null))
                .findFirst();
    }

    private Stream<DemoData> offers(RegisteredView view) {
        return offers.stream()
                .filter(it -> it.resource().equals(view.domain()) && view.type().isOneRowPerAggregate());
    }

    private Class<?> payloadOf(DemoData data) {
        return commands.type(data.command()).payload();
    }

    /** Returns when the state has everything that was accepted. */
    void create(RegisteredView view) {
        DemoData data = offers(view)
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "This domain offers no data to try it with")
                        .asException());
        access.requireCommand(payloadOf(data), null);
        if (state.count(view.resource(), Map.of()) > 0) {
            throw Problem.of(ProblemCode.WRONG_STATE, "The table is not empty").asException();
        }
        Position last =
                actions.run("create-demo-data", view.path(), Map.of("commands", data.count()), () -> send(data));
        state.after(last, StateManager.MAX_WAIT).count(view.resource(), Map.of());
    }

    private Position send(DemoData data) {
        Command[] all = IntStream.range(0, data.count())
                .mapToObj(
                        number -> commands.create(data.command(), data.payload().apply(number)))
                .toArray(Command[]::new);
        return processor
                .process(all)
                .toStream()
                .map(CommandResponse::position)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Position::index))
                .orElse(Position.START);
    }
}
