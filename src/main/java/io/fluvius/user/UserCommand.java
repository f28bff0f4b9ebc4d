package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.AllowedTo;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Creating;
import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.domain.Role;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands on users. */
@AllowedTo({Role.EDITOR, Role.MACHINE})
public sealed interface UserCommand {

    @JsonClassDescription("Adds an active user. The e-mail address must be unique.")
    record CreateUser(PersonName name, EmailAddress email) implements UserCommand, Creating {}

    @AllowedTo({Role.EDITOR, Role.MACHINE, Role.SELF})
    @JsonClassDescription("Changes the name of a user, the e-mail address, or both.")
    @AtLeastOne
    record UpdateUser(@Nullable PersonName name, @Nullable EmailAddress email) implements UserCommand {}

    @JsonClassDescription("Deactivates a user.")
    record DeactivateUser(@Nullable Reason reason) implements UserCommand {}

    @JsonClassDescription("Activates a deactivated user. Rejected for a locked user, who must be unlocked instead.")
    record ActivateUser() implements UserCommand {}

    @JsonClassDescription("Locks a user until the user is unlocked.")
    record LockUser(@Nullable Reason reason) implements UserCommand {}

    @JsonClassDescription("Unlocks a user and restores the previous status.")
    record UnlockUser() implements UserCommand {}

    @JsonClassDescription(
            "Requires a user to complete actions, such as VERIFY_EMAIL. Rejected for a deactivated user. A user"
                    + " who has not completed them at the time dueAt is deactivated.")
    record ExecuteUserAction(
            @Size(min = 1, max = 20) List<ActionName> actions,
            @Nullable Instant dueAt) implements UserCommand {

        /** The actions can be completed at any time. */
        public ExecuteUserAction(List<ActionName> actions) {
            this(actions, null);
        }
    }

    @AllowedTo({Role.EDITOR, Role.MACHINE, Role.SELF})
    @JsonClassDescription("Records that a user completed a required action.")
    record CompleteUserAction(ActionName action) implements UserCommand {}

    @AllowedTo({Role.EDITOR, Role.MACHINE, Role.SELF})
    @JsonClassDescription("Enables one-time passwords for a user.")
    record EnableTotp() implements UserCommand {}

    @AllowedTo({Role.EDITOR, Role.MACHINE, Role.SELF})
    @JsonClassDescription("Removes one-time passwords from a user.")
    record RemoveTotp() implements UserCommand {}

    @JsonClassDescription("Records that the data of a user was reconciled with its source.")
    record ReconcileUser() implements UserCommand {}

    @JsonClassDescription("Deletes a user and releases the e-mail address. The history of the user remains available.")
    record DeleteUser(@Nullable Reason reason) implements UserCommand {}

    @AllowedTo(Role.EDITOR)
    @JsonClassDescription(
            "Erases the personal data of a user for ever, also from the history, and deletes the user. Possible after"
                    + " a deletion, too. Requires an encrypted store.")
    @ErasesPersonalData
    record ForgetUser() implements UserCommand {}
}
