package io.fluvius.operations.erasure;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Commands;
import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.operations.LogImported;
import io.fluvius.personal.ErasureLedger;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.query.StateManager;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/**
 * Compares the ledger of erasures with the database when the application starts, before it accepts requests, and after the import of a log: persons
 * whom a restored backup or the log has brought back are forgotten again, and persons who are missing in the ledger are added to it.
 */
final class RepeatedErasures implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedErasures.class);

    private final PersonalKeys keys;
    private final DomainRegistry domains;
    private final EventStore events;
    private final Commands commands;
    private final StateManager state;
    private final CurrentCaller caller;
    private volatile boolean isRunning;

    RepeatedErasures(
            PersonalKeys keys,
            DomainRegistry domains,
            EventStore events,
            Commands commands,
            StateManager state,
            CurrentCaller caller) {
        this.keys = keys;
        this.domains = domains;
        this.events = events;
        this.commands = commands;
        this.state = state;
        this.caller = caller;
    }

    @Override
    public void start() {
        repeat();
        isRunning = true;
    }

    @EventListener(LogImported.class)
    void repeat() {
        keys.ledger().ifPresent(this::compare);
    }

    private void compare(ErasureLedger ledger) {
        Set<UUID> inLedger = ledger.read();
        Set<UUID> inDatabase = keys.forgotten();
        Set<UUID> restored = new LinkedHashSet<>(inLedger);
        restored.removeAll(inDatabase);
        Set<UUID> missing = new LinkedHashSet<>(inDatabase);
        missing.removeAll(inLedger);
        if (!missing.isEmpty()) {
            ledger.add(missing);
        }
        restored.forEach(person -> caller.call(Caller.APPLICATION.in(tenant(person)), () -> forget(person)));
        if (!restored.isEmpty()) {
            LOG.warn("Forgot {} person(s) again who were in a restored backup or an imported log", restored.size());
        }
    }

    /** The keys are destroyed with the event that says so, or alone where no event is possible. */
    private UUID forget(UUID person) {
        Optional<String> resource = resource(person);
        Optional<Record> command = resource.flatMap(this::erasingCommand);
        if (command.isPresent()) {
            Position forgotten = commands.send(person, command.get()).position();
            // the row leaves the queries before the first request
            state.after(forgotten, StateManager.MAX_WAIT)
                    .find(resource.get(), Map.of("id", person))
                    .forEach(row -> LOG.error("The row of the forgotten person {} is still there", person));
        } else {
            keys.eraseNow(person);
        }
        return person;
    }

    private Tenant tenant(UUID person) {
        return Tenant.ofFirst(events.readEvents(person.toString(), 0)).orElse(Tenant.MAIN);
    }

    private Optional<String> resource(UUID person) {
        DomainEventStream stream = events.readEvents(person.toString(), 0);
        return stream.hasNext() ? Optional.of(stream.next().getType()) : Optional.empty();
    }

    private Optional<Record> erasingCommand(String resource) {
        return domains.named(resource).commands().stream()
                .filter(command -> command.isAnnotationPresent(ErasesPersonalData.class))
                .findFirst()
                .map(command -> (Record) RecordType.of(command).create());
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** After the processors and the handlers of commands, before the web server. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }
}
