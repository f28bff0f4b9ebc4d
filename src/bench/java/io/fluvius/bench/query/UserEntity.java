package io.fluvius.bench.query;

import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JPA mapping of the application's table of users. */
@Entity
@Table(name = "user_view")
class UserEntity {

    @Id
    UUID id;

    String name;
    String nameFolded;
    String email;
    String emailFolded;

    @Enumerated(EnumType.STRING)
    UserStatus status;

    boolean active;
    String[] requiredActions;
    boolean totpEnabled;

    @Nullable String deactivationReason;

    @Nullable Instant reconciledAt;

    Instant createdAt;
    Instant updatedAt;
    long version;

    UserView view() {
        return new UserView(
                new UserId(id),
                new PersonName(name),
                new EmailAddress(email),
                status,
                active,
                new TreeSet<>(List.of(requiredActions)),
                totpEnabled,
                deactivationReason == null ? null : new Reason(deactivationReason),
                reconciledAt,
                createdAt,
                updatedAt,
                version);
    }
}
