package io.fluvius.person;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.Creating;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What can be asked of a person. */
public sealed interface PersonCommand {

    @JsonClassDescription("Registers a person.")
    record RegisterPerson(
            @NotBlank @Size(max = 100) String givenName,
            @NotBlank @Size(max = 100) String familyName) implements PersonCommand, Creating {}

    @JsonClassDescription("Gives a person another family name.")
    record ChangeFamilyName(@NotBlank @Size(max = 100) String familyName) implements PersonCommand {}
}
