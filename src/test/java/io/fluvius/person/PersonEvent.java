package io.fluvius.person;

import java.util.UUID;
import org.axonframework.serialization.Revision;

/** What has happened to a person. */
public sealed interface PersonEvent {

    /** A person was registered. */
    @Revision("2")
    record PersonRegistered(UUID personId, String givenName, String familyName) implements PersonEvent {}

    /** A person has another family name. */
    @Revision("1")
    record FamilyNameChanged(UUID personId, String familyName) implements PersonEvent {}
}
