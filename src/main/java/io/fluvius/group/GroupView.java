package io.fluvius.group;

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
import org.jspecify.annotations.Nullable;

/** A group as queries show it. */
@Large
@AllowedTo({Role.EDITOR, Role.MACHINE})
public record GroupView(
        GroupId id,
        @Searched GroupName name,
        @Unindexed @Searched @Nullable GroupDescription description,
        @Unindexed int memberCount,
        @Stamped(CREATED_AT) Instant createdAt,
        @Unindexed @Stamped(UPDATED_AT) Instant updatedAt,
        @Unindexed @Stamped(VERSION) long version) {

    /** A new group, which has no members. The read model sets the times and the version. */
    public static GroupView created(GroupId id, GroupName name, @Nullable GroupDescription description) {
        return new GroupView(id, name, description, 0, Instant.EPOCH, Instant.EPOCH, 0);
    }

    // the parameter of each method shadows the component that the method changes

    public GroupView withName(GroupName name) {
        return copy(name, description, memberCount);
    }

    public GroupView withDescription(GroupDescription description) {
        return copy(name, description, memberCount);
    }

    public GroupView withMemberCount(int memberCount) {
        return copy(name, description, memberCount);
    }

    private GroupView copy(GroupName newName, @Nullable GroupDescription newDescription, int members) {
        return new GroupView(id, newName, newDescription, members, createdAt, updatedAt, version);
    }
}
