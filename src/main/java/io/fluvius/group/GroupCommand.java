package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.AllowedTo;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Creating;
import io.fluvius.domain.Role;
import io.fluvius.user.UserId;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands on groups. */
@AllowedTo({Role.EDITOR, Role.MACHINE})
public sealed interface GroupCommand {

    @JsonClassDescription("Adds a group without members. The name must be unique; case is ignored.")
    record CreateGroup(GroupName name, @Nullable GroupDescription description) implements GroupCommand, Creating {}

    @JsonClassDescription("Changes the name of a group, the description, or both.")
    @AtLeastOne
    record UpdateGroup(@Nullable GroupName name, @Nullable GroupDescription description) implements GroupCommand {}

    @JsonClassDescription("Adds users to a group. Users who are members already are ignored.")
    record AddMembers(@Size(min = 1, max = 1000) Set<UserId> users) implements GroupCommand {}

    @JsonClassDescription("Removes users from a group. Users who are not members are ignored.")
    record RemoveMembers(@Size(min = 1, max = 1000) Set<UserId> users) implements GroupCommand {}

    @JsonClassDescription("Deletes a group and releases the name. The history of the group remains available.")
    record DeleteGroup() implements GroupCommand {}
}
