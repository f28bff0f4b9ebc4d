package io.fluvius.person;

import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import java.util.UUID;

/** A person as queries show it. */
public record PersonView(
        UUID id,
        @Searched String givenName,
        @Searched String familyName,
        @Stamped(VERSION) long version) {

    public PersonView withFamilyName(String other) {
        return new PersonView(id, givenName, other, version);
    }
}
