package io.fluvius.user;

import static io.fluvius.domain.Stamped.With.CREATED_AT;
import static io.fluvius.domain.Stamped.With.UPDATED_AT;
import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.Large;
import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user as queries show it. */
@Large
public record UserView(
        UserId id,
        @Searched PersonName name,
        @Searched EmailAddress email,
        UserStatus status,
        boolean active,
        Set<String> requiredActions,
        boolean totpEnabled,
        @Nullable Reason deactivationReason,
        @Nullable Instant reconciledAt,
        @Stamped(CREATED_AT) Instant createdAt,
        @Stamped(UPDATED_AT) Instant updatedAt,
        @Stamped(VERSION) long version) {

    /** A user who was just added, active. The read model fills in the times and the version. */
    public static UserView created(UserId id, PersonName name, EmailAddress email) {
        return new UserView(
                id, name, email, UserStatus.ACTIVE, true, Set.of(), false, null, null, Instant.EPOCH, Instant.EPOCH, 0);
    }

    /** The user, called otherwise. */
    public UserView withName(PersonName newName) {
        return new UserView(
                id,
                newName,
                email,
                status,
                active,
                requiredActions,
                totpEnabled,
                deactivationReason,
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }

    /** The user, reached elsewhere. */
    public UserView withEmail(EmailAddress newEmail) {
        return new UserView(
                id,
                name,
                newEmail,
                status,
                active,
                requiredActions,
                totpEnabled,
                deactivationReason,
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }

    /** The user with that status; active if and only if that is what the status says. */
    public UserView withStatus(UserStatus newStatus) {
        return new UserView(
                id,
                name,
                email,
                newStatus,
                newStatus == UserStatus.ACTIVE,
                requiredActions,
                totpEnabled,
                deactivationReason,
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }

    /** The user, deactivated for that reason; null: for none, or not at all. */
    public UserView withDeactivationReason(@Nullable Reason reason) {
        return new UserView(
                id,
                name,
                email,
                status,
                active,
                requiredActions,
                totpEnabled,
                reason,
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }

    /** The user with those actions to do. */
    public UserView withRequiredActions(Set<String> actions) {
        return new UserView(
                id,
                name,
                email,
                status,
                active,
                actions,
                totpEnabled,
                deactivationReason,
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }

    /** The user, signing in with one-time passwords or without. */
    public UserView withTotpEnabled(boolean enabled) {
        return new UserView(
                id,
                name,
                email,
                status,
                active,
                requiredActions,
                enabled,
                deactivationReason,
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }

    /** The user, compared with its source at that time. */
    public UserView withReconciledAt(Instant time) {
        return new UserView(
                id,
                name,
                email,
                status,
                active,
                requiredActions,
                totpEnabled,
                deactivationReason,
                time,
                createdAt,
                updatedAt,
                version);
    }
}
