package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Creating;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a user. */
public sealed interface UserCommand {

    @JsonClassDescription("Adds a user, who is active at once. No other user may have the e-mail address.")
    record CreateUser(PersonName name, EmailAddress email) implements UserCommand, Creating {}

    @JsonClassDescription("Changes a user's name, e-mail address or both.")
    @AtLeastOne
    record UpdateUser(@Nullable PersonName name, @Nullable EmailAddress email) implements UserCommand {}

    @JsonClassDescription("Lets a deactivated user act again. A locked user has to be unlocked instead.")
    record ActivateUser() implements UserCommand {}

    @JsonClassDescription("Switches a user off.")
    record DeactivateUser(@Nullable Reason reason) implements UserCommand {}

    @JsonClassDescription("Bars a user until unlocked.")
    record LockUser(@Nullable Reason reason) implements UserCommand {}

    @JsonClassDescription("Lifts a lock; the user has the status of before again.")
    record UnlockUser() implements UserCommand {}

    @JsonClassDescription("Requires actions of a user, such as VERIFY_EMAIL. Refused for a deactivated user.")
    record ExecuteUserAction(@Size(min = 1, max = 20) List<ActionName> actions) implements UserCommand {}

    @JsonClassDescription("Says that a user has done a required action.")
    record CompleteUserAction(ActionName action) implements UserCommand {}

    @JsonClassDescription("Turns one-time passwords on for a user.")
    record EnableTotp() implements UserCommand {}

    @JsonClassDescription("Turns one-time passwords off for a user.")
    record RemoveTotp() implements UserCommand {}

    @JsonClassDescription("Notes that a user's data was compared with its source.")
    record ReconcileUser() implements UserCommand {}

    @JsonClassDescription("Removes a user; the e-mail address is free again. The history stays.")
    record DeleteUser(@Nullable Reason reason) implements UserCommand {}
}
