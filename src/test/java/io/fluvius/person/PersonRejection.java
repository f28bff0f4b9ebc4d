package io.fluvius.person;

import java.util.UUID;

/** Why a person says no. */
public sealed interface PersonRejection {

    /** The person has this family name already. */
    record SameFamilyName(UUID personId) implements PersonRejection {}
}
