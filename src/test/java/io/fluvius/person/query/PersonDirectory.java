package io.fluvius.person.query;

import io.fluvius.domain.ReadModel;
import io.fluvius.person.PersonEvent.FamilyNameChanged;
import io.fluvius.person.PersonEvent.PersonRegistered;
import io.fluvius.person.PersonView;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Keeps the names of persons. */
@Component
@ProcessingGroup("person-directory")
class PersonDirectory {

    @EventHandler
    void on(PersonRegistered event, ReadModel<PersonView> persons) {
        persons.insert(new PersonView(event.personId(), event.givenName(), event.familyName(), 0));
    }

    @EventHandler
    void on(FamilyNameChanged event, ReadModel<PersonView> persons) {
        persons.update(event.personId(), person -> person.withFamilyName(event.familyName()));
    }
}
