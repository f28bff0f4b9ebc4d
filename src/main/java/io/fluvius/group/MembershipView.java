package io.fluvius.group;

import static io.fluvius.domain.Stamped.With.CREATED_AT;
import static io.fluvius.domain.Stamped.With.VERSION;

import io.fluvius.domain.AllowedTo;
import io.fluvius.domain.Large;
import io.fluvius.domain.OfAggregate;
import io.fluvius.domain.OwnedBy;
import io.fluvius.domain.Role;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Unindexed;
import io.fluvius.user.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** A user as a member of a group, as queries show it. The version is that of the group when the user became a member. */
@Large
@AllowedTo({Role.EDITOR, Role.MACHINE, Role.SELF})
public record MembershipView(
        UUID id,
        @OfAggregate GroupId groupId,
        @OwnedBy("user") UserId userId,
        @Stamped(CREATED_AT) Instant since,
        @Unindexed @Stamped(VERSION) long version) {

    /** A new membership. The read model sets the time and the version. */
    public static MembershipView created(GroupId groupId, UserId userId) {
        return new MembershipView(idOf(groupId, userId), groupId, userId, Instant.EPOCH, 0);
    }

    /** The identifier, which derives from those of the group and the user: a UUID of version 3 (RFC 9562). */
    public static UUID idOf(GroupId groupId, UserId userId) {
        return UUID.nameUUIDFromBytes((groupId + "/" + userId).getBytes(StandardCharsets.US_ASCII));
    }
}
