package io.fluvius.group.automation;

import static io.fluvius.query.Filter.where;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Position;
import io.fluvius.group.GroupCommand.RemoveMembers;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupId;
import io.fluvius.group.MembershipView;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Removes users who were deleted or forgotten from their groups. */
@Component
@Automation("when-user-deleted-then-leave-groups")
class WhenUserDeletedThenLeaveGroups {

    @EventHandler
    void react(UserDeleted event, StateManager state, Commands commands) {
        state.find(MembershipView.class, where("userId", event.userId()))
                .forEach(membership -> remove(membership.groupId(), Set.of(event.userId()), commands));
    }

    @EventHandler
    void react(PersonalDataForgotten event, StateManager state, Commands commands) {
        react(new UserDeleted(event.userId(), null), state, commands);
    }

    /** A group does not know its members, and may add one who has just been deleted. */
    @EventHandler
    void react(MembersAdded event, TrackingToken token, StateManager state, Commands commands) {
        Position added = Position.of(token);
        Set<UserId> deleted = state.deleted(UserView.class, event.users()).entrySet().stream()
                .filter(deletion -> added.includes(deletion.getValue()))
                .map(deletion -> new UserId(deletion.getKey()))
                .collect(Collectors.toSet());
        if (!deleted.isEmpty()) {
            remove(event.groupId(), deleted, commands);
        }
    }

    private static void remove(GroupId group, Set<UserId> users, Commands commands) {
        try {
            commands.send(group, new RemoveMembers(users));
        } catch (ProblemException refused) {
            boolean isGroupDeleted = refused.problem().code() == ProblemCode.NOT_FOUND;
            if (!isGroupDeleted) {
                throw refused;
            }
        }
    }
}
