package io.fluvius.group.query;

import io.fluvius.domain.ReadModel;
import io.fluvius.group.GroupEvent.GroupDeleted;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.MembershipView;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Maintains the view of the members of every group. */
@Component
@ProcessingGroup("group-directory")
class MembershipDirectory {

    @EventHandler
    void on(MembersAdded event, ReadModel<MembershipView> memberships) {
        event.users().forEach(user -> memberships.insert(MembershipView.created(event.groupId(), user)));
    }

    @EventHandler
    void on(MembersRemoved event, ReadModel<MembershipView> memberships) {
        event.users().forEach(user -> memberships.delete(MembershipView.idOf(event.groupId(), user)));
    }

    @EventHandler
    void on(GroupDeleted event, ReadModel<MembershipView> memberships) {
        memberships.deleteAll();
    }
}
