package io.fluvius.group;

import io.fluvius.user.UserId;
import java.util.Set;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The events of groups. */
public sealed interface GroupEvent {

    /** The group. */
    GroupId groupId();

    /** A group without members was created. */
    @Revision("1")
    record GroupCreated(
            GroupId groupId, GroupName name, @Nullable GroupDescription description) implements GroupEvent {}

    /** The name of a group changed. */
    @Revision("1")
    record GroupRenamed(GroupId groupId, GroupName name) implements GroupEvent {}

    /** The description of a group changed. */
    @Revision("1")
    record GroupDescribed(GroupId groupId, GroupDescription description) implements GroupEvent {}

    /** Users became members of a group. None of them was a member before. */
    @Revision("1")
    record MembersAdded(GroupId groupId, Set<UserId> users) implements GroupEvent {}

    /** Users are no longer members of a group. All of them were members before. */
    @Revision("1")
    record MembersRemoved(GroupId groupId, Set<UserId> users) implements GroupEvent {}

    /** A group was deleted. */
    @Revision("1")
    record GroupDeleted(GroupId groupId) implements GroupEvent {}
}
