package io.fluvius.person.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import io.fluvius.person.PersonCommand.ChangeFamilyName;
import io.fluvius.person.PersonCommand.RegisterPerson;
import io.fluvius.person.PersonEvent.FamilyNameChanged;
import io.fluvius.person.PersonEvent.PersonRegistered;
import io.fluvius.person.PersonRejection.SameFamilyName;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** A person with a name. */
@Aggregate(type = "person")
@SuppressWarnings("NullAway.Init")
class Person {

    @AggregateIdentifier
    private UUID id;

    private String familyName;

    /** Filled in by the events that follow. */
    Person() {}

    @CommandHandler
    Person(RegisterPerson command, @AggregateId String newId) {
        apply(new PersonRegistered(UUID.fromString(newId), command.givenName(), command.familyName()));
    }

    @EventSourcingHandler
    void evolve(PersonRegistered event) {
        id = event.personId();
        familyName = event.familyName();
    }

    @CommandHandler
    void decide(ChangeFamilyName command) {
        if (familyName.equals(command.familyName())) {
            throw new Rejected(new SameFamilyName(id));
        }
        apply(new FamilyNameChanged(id, command.familyName()));
    }

    @EventSourcingHandler
    void evolve(FamilyNameChanged event) {
        familyName = event.familyName();
    }
}
