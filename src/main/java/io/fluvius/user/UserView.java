package io.fluvius.user;

import static io.fluvius.domain.Stamped.With.CREATED_AT;
import static io.fluvius.domain.Stamped.With.UPDATED_AT;
import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.AllowedTo;
import io.fluvius.domain.Large;
import io.fluvius.domain.Role;
import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Unindexed;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user as queries show it. */
@Large
@AllowedTo({Role.EDITOR, Role.MACHINE, Role.SELF})
public record UserView(
        UserId id,
        @Searched PersonName name,
        @Searched EmailAddress email,
        UserStatus status,
        @Unindexed boolean active,
        Set<String> requiredActions,
        @Unindexed boolean totpEnabled,
        @Unindexed @Nullable Reason deactivationReason,
        @Unindexed @Nullable Instant reconciledAt,
        @Stamped(CREATED_AT) Instant createdAt,
        @Unindexed @Stamped(UPDATED_AT) Instant updatedAt,
        @Unindexed @Stamped(VERSION) long version) {

    /** A new user, who is active. The read model sets the times and the version. */
    public static UserView created(UserId id, PersonName name, EmailAddress email) {
        return new UserView(
                id, name, email, UserStatus.ACTIVE, true, Set.of(), false, null, null, Instant.EPOCH, Instant.EPOCH, 0);
    }

    // the parameter of each method shadows the component that the method changes

    public UserView withName(PersonName name) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    public UserView withEmail(EmailAddress email) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    /** The user with another status; {@code active} follows it. */
    public UserView withStatus(UserStatus status) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    public UserView withRequiredActions(Set<String> requiredActions) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    public UserView withTotpEnabled(boolean totpEnabled) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    public UserView withDeactivationReason(@Nullable Reason deactivationReason) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    public UserView withReconciledAt(Instant reconciledAt) {
        return copy(name, email, status, requiredActions, totpEnabled, deactivationReason, reconciledAt);
    }

    private UserView copy(
            PersonName newName,
            EmailAddress newEmail,
            UserStatus newStatus,
            Set<String> actions,
            boolean totp,
            @Nullable Reason reason,
            @Nullable Instant reconciled) {
        boolean isActive = newStatus == UserStatus.ACTIVE;
        return new UserView(
                id,
                newName,
                newEmail,
                newStatus,
                isActive,
                actions,
                totp,
                reason,
                reconciled,
                createdAt,
                updatedAt,
                version);
    }
}
