package io.fluvius.group.query;

import io.fluvius.domain.ReadModel;
import io.fluvius.group.GroupEvent.GroupCreated;
import io.fluvius.group.GroupEvent.GroupDeleted;
import io.fluvius.group.GroupEvent.GroupDescribed;
import io.fluvius.group.GroupEvent.GroupRenamed;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.GroupView;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Maintains the view of every group that is not deleted. */
@Component
@ProcessingGroup("group-directory")
class GroupDirectory {

    @EventHandler
    void on(GroupCreated event, ReadModel<GroupView> groups) {
        groups.insert(GroupView.created(event.groupId(), event.name(), event.description()));
    }

    @EventHandler
    void on(GroupRenamed event, ReadModel<GroupView> groups) {
        groups.update(event.groupId().value(), group -> group.withName(event.name()));
    }

    @EventHandler
    void on(GroupDescribed event, ReadModel<GroupView> groups) {
        groups.update(event.groupId().value(), group -> group.withDescription(event.description()));
    }

    @EventHandler
    void on(MembersAdded event, ReadModel<GroupView> groups) {
        groups.update(
                event.groupId().value(),
                group -> group.withMemberCount(
                        group.memberCount() + event.users().size()));
    }

    @EventHandler
    void on(MembersRemoved event, ReadModel<GroupView> groups) {
        groups.update(
                event.groupId().value(),
                group -> group.withMemberCount(
                        group.memberCount() - event.users().size()));
    }

    @EventHandler
    void on(GroupDeleted event, ReadModel<GroupView> groups) {
        groups.delete(event.groupId().value());
    }
}
