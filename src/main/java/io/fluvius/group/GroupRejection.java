package io.fluvius.group;

/** The reasons for which a command on a group is rejected. */
public sealed interface GroupRejection {

    /** The group would have more members than a group can have. */
    record GroupFull(GroupId groupId, int maxMembers) implements GroupRejection {}
}
