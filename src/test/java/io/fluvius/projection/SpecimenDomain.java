package io.fluvius.projection;

import io.fluvius.domain.DomainDefinition;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.serialization.Revision;
import org.springframework.context.annotation.Bean;

/** A domain of which only the view is used. Not a component, so that the application does not find it by scanning. */
class SpecimenDomain {

    sealed interface SpecimenCommand {
        record TouchSpecimen() implements SpecimenCommand {}
    }

    sealed interface SpecimenEvent {
        @Revision("1")
        record SpecimenTouched() implements SpecimenEvent {}
    }

    sealed interface SpecimenRejection {
        record SpecimenUntouchable() implements SpecimenRejection {}
    }

    /** Every command needs a handler. No test sends this one. */
    @CommandHandler
    void touch(SpecimenCommand.TouchSpecimen command) {
        throw new UnsupportedOperationException("Only the view is used");
    }

    @Bean
    DomainDefinition specimens() {
        return new DomainDefinition(
                "specimen",
                "specimens",
                SpecimenCommand.class,
                SpecimenEvent.class,
                SpecimenRejection.class,
                Specimen.class);
    }
}
