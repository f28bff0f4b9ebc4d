package io.fluvius.group.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.group.GroupEvent;
import io.fluvius.group.GroupEvent.GroupDeleted;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.GroupId;
import io.fluvius.group.MembershipView;
import io.fluvius.user.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MembershipDirectoryTest {

    private static final Instant CREATION = Instant.parse("2026-11-27T10:00:00Z");

    private final GroupId sales = new GroupId(UUID.randomUUID());
    private final GroupId support = new GroupId(UUID.randomUUID());
    private final UserId ann = new UserId(UUID.randomUUID());
    private final UserId bob = new UserId(UUID.randomUUID());

    private final MembershipDirectory directory = new MembershipDirectory();
    private final InMemoryReadModel<MembershipView> memberships =
            new InMemoryReadModel<>(ViewType.of("membership", MembershipView.class));

    private long events;

    @Test
    void each_member_has_a_row_with_the_time_of_joining() {
        handle(new MembersAdded(sales, Set.of(ann, bob)));
        handle(new MembersAdded(support, Set.of(ann)));

        assertThat(memberships.all())
                .containsExactlyInAnyOrder(row(sales, ann, 0), row(sales, bob, 0), row(support, ann, 1));
    }

    @Test
    void a_member_who_leaves_has_none_and_one_who_returns_has_a_new_one() {
        handle(new MembersAdded(sales, Set.of(ann, bob)));
        handle(new MembersRemoved(sales, Set.of(ann)));
        assertThat(memberships.all()).containsExactly(row(sales, bob, 0));

        handle(new MembersAdded(sales, Set.of(ann)));
        assertThat(memberships.all()).containsExactlyInAnyOrder(row(sales, bob, 0), row(sales, ann, 2));
    }

    @Test
    void a_deleted_group_has_no_members_and_others_keep_theirs() {
        handle(new MembersAdded(sales, Set.of(ann, bob)));
        handle(new MembersAdded(support, Set.of(ann)));

        handle(new GroupDeleted(sales));

        assertThat(memberships.all()).containsExactly(row(support, ann, 1));
    }

    @Test
    void a_user_who_is_a_member_already_cannot_be_added() {
        handle(new MembersAdded(sales, Set.of(ann)));

        assertThatIllegalStateException().isThrownBy(() -> handle(new MembersAdded(sales, Set.of(ann))));
    }

    private MembershipView row(GroupId group, UserId user, long event) {
        return new MembershipView(MembershipView.idOf(group, user), group, user, CREATION.plusSeconds(event), event);
    }

    /** Handles an event; there is one event a second, numbered from 0. */
    private void handle(GroupEvent event) {
        ReadModel<MembershipView> readModel =
                memberships.forEvent(event.groupId().value(), CREATION.plusSeconds(events), events);
        events++;
        switch (event) {
            case MembersAdded it -> directory.on(it, readModel);
            case MembersRemoved it -> directory.on(it, readModel);
            case GroupDeleted it -> directory.on(it, readModel);
            default -> throw new AssertionError("The directory does not handle " + event);
        }
    }
}
