package io.fluvius.user;

import java.time.Instant;
import java.util.UUID;

/** Users and times for tests. */
public final class Users {

    public static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00.123Z");
    public static final Instant TUESDAY = Instant.parse("2026-11-24T09:30:00.456Z");
    public static final Instant WEDNESDAY = Instant.parse("2026-11-25T23:59:59.999Z");

    private Users() {}

    /** A new identifier, for a user of one test only. */
    public static UserId newUserId() {
        return new UserId(UUID.randomUUID());
    }

    /** John, newly created. */
    public static UserView john(UserId id) {
        return UserView.created(id, new PersonName("John Doe"), new EmailAddress("john@example.com"));
    }
}
