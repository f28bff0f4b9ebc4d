package io.fluvius.group.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import io.fluvius.domain.UniqueValues;
import io.fluvius.group.GroupCommand.AddMembers;
import io.fluvius.group.GroupCommand.CreateGroup;
import io.fluvius.group.GroupCommand.DeleteGroup;
import io.fluvius.group.GroupCommand.RemoveMembers;
import io.fluvius.group.GroupCommand.UpdateGroup;
import io.fluvius.group.GroupDescription;
import io.fluvius.group.GroupEvent.GroupCreated;
import io.fluvius.group.GroupEvent.GroupDeleted;
import io.fluvius.group.GroupEvent.GroupDescribed;
import io.fluvius.group.GroupEvent.GroupRenamed;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.GroupId;
import io.fluvius.group.GroupName;
import io.fluvius.group.GroupRejection;
import io.fluvius.user.UserId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Users under one name. Decides each command on the group from the events of that group. */
@Aggregate(type = "group")
class Group {

    /** The members are in memory together and stored in one snapshot: about 100 MB and 40 MB if a group is full. */
    static final int MAX_MEMBERS = 1_000_000;

    private static final String NAME = "group.name";

    @AggregateIdentifier
    private GroupId id;

    private GroupName name;
    private @Nullable GroupDescription description;
    private final Set<UserId> members = new HashSet<>();

    /** Axon calls this constructor and then applies the events. */
    @SuppressWarnings("NullAway.Init")
    Group() {}

    @CommandHandler
    @SuppressWarnings("NullAway.Init")
    Group(CreateGroup command, @AggregateId String newId, UniqueValues uniqueValues) {
        GroupId groupId = GroupId.of(newId);
        uniqueValues.claim(NAME, command.name().folded(), groupId.value());
        apply(new GroupCreated(groupId, command.name(), command.description()));
    }

    @EventSourcingHandler
    void evolve(GroupCreated event) {
        id = event.groupId();
        name = event.name();
        description = event.description();
    }

    @CommandHandler
    void decide(UpdateGroup command, UniqueValues uniqueValues) {
        if (command.name() != null && !command.name().equals(name)) {
            rename(command.name(), uniqueValues);
        }
        if (command.description() != null && !command.description().equals(description)) {
            apply(new GroupDescribed(id, command.description()));
        }
    }

    private void rename(GroupName newName, UniqueValues uniqueValues) {
        if (!newName.folded().equals(name.folded())) {
            uniqueValues.claim(NAME, newName.folded(), id.value());
            uniqueValues.release(NAME, name.folded(), id.value());
        }
        apply(new GroupRenamed(id, newName));
    }

    @EventSourcingHandler
    void evolve(GroupRenamed event) {
        name = event.name();
    }

    @EventSourcingHandler
    void evolve(GroupDescribed event) {
        description = event.description();
    }

    @CommandHandler
    void decide(AddMembers command) {
        Set<UserId> added = new LinkedHashSet<>(command.users());
        added.removeAll(members);
        if (added.size() > MAX_MEMBERS - members.size()) {
            throw new Rejected(new GroupRejection.GroupFull(id, MAX_MEMBERS));
        }
        if (!added.isEmpty()) {
            apply(new MembersAdded(id, added));
        }
    }

    @EventSourcingHandler
    void evolve(MembersAdded event) {
        members.addAll(event.users());
    }

    @CommandHandler
    void decide(RemoveMembers command) {
        Set<UserId> removed = new LinkedHashSet<>(command.users());
        removed.retainAll(members);
        if (!removed.isEmpty()) {
            apply(new MembersRemoved(id, removed));
        }
    }

    @EventSourcingHandler
    void evolve(MembersRemoved event) {
        members.removeAll(event.users());
    }

    @CommandHandler
    void decide(DeleteGroup command, UniqueValues uniqueValues) {
        uniqueValues.release(NAME, name.folded(), id.value());
        apply(new GroupDeleted(id));
    }

    @EventSourcingHandler
    void evolve(GroupDeleted event) {
        markDeleted();
    }
}
