package io.fluvius.group.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.group.GroupDescription;
import io.fluvius.group.GroupEvent;
import io.fluvius.group.GroupEvent.GroupCreated;
import io.fluvius.group.GroupEvent.GroupDeleted;
import io.fluvius.group.GroupEvent.GroupDescribed;
import io.fluvius.group.GroupEvent.GroupRenamed;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.GroupId;
import io.fluvius.group.GroupName;
import io.fluvius.group.GroupView;
import io.fluvius.user.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupDirectoryTest {

    private static final GroupId SALES = GroupId.of("01900000-0000-7000-8000-00000000000c");
    private static final GroupId MARKETING = GroupId.of("01900000-0000-7000-8000-00000000000d");
    private static final UserId ANN = UserId.of("01900000-0000-7000-8000-00000000000a");
    private static final UserId BOB = UserId.of("01900000-0000-7000-8000-00000000000b");
    private static final GroupName NAME = new GroupName("Sales");
    private static final GroupDescription DESCRIPTION = new GroupDescription("All of sales");
    private static final Instant CREATION = Instant.parse("2026-11-01T10:00:00Z");

    private final GroupDirectory directory = new GroupDirectory();
    private final InMemoryReadModel<GroupView> groups = new InMemoryReadModel<>(ViewType.of("group", GroupView.class));
    private long events;

    @Nested
    class The_view {

        @Test
        void a_created_group_has_no_members() {
            handle(new GroupCreated(SALES, NAME, DESCRIPTION));

            assertThat(sales()).isEqualTo(new GroupView(SALES, NAME, DESCRIPTION, 0, CREATION, CREATION, 0));
        }

        @Test
        void a_group_that_was_created_without_a_description_has_none() {
            handle(new GroupCreated(SALES, NAME, null));

            assertThat(sales().description()).isNull();
        }

        @Test
        void a_renamed_group_has_the_new_name() {
            salesAfter(new GroupRenamed(SALES, new GroupName("Sales North")));

            assertThat(sales().name()).isEqualTo(new GroupName("Sales North"));
            assertThat(sales().description()).isEqualTo(DESCRIPTION);
        }

        @Test
        void a_described_group_has_the_new_description() {
            salesAfter(new GroupDescribed(SALES, new GroupDescription("North")));

            assertThat(sales().description()).isEqualTo(new GroupDescription("North"));
            assertThat(sales().name()).isEqualTo(NAME);
        }

        @Test
        void members_are_counted() {
            salesAfter(new MembersAdded(SALES, Set.of(ANN)));
            assertThat(sales().memberCount()).isEqualTo(1);

            handle(new MembersAdded(SALES, Set.of(BOB)));
            assertThat(sales().memberCount()).isEqualTo(2);
        }

        @Test
        void removed_members_are_not_counted() {
            salesAfter(new MembersAdded(SALES, Set.of(ANN, BOB)), new MembersRemoved(SALES, Set.of(ANN)));

            assertThat(sales().memberCount()).isEqualTo(1);
        }

        @Test
        void a_deleted_group_has_no_row() {
            salesAfter(new GroupDeleted(SALES));

            assertThat(groups.all()).isEmpty();
        }
    }

    @Test
    void the_time_of_creation_is_kept_and_the_others_follow_the_latest_event() {
        salesAfter(new MembersAdded(SALES, Set.of(ANN)), new MembersRemoved(SALES, Set.of(ANN)));

        assertThat(sales()).isEqualTo(new GroupView(SALES, NAME, DESCRIPTION, 0, CREATION, CREATION.plusSeconds(2), 2));
    }

    @Test
    void an_event_changes_no_other_group() {
        GroupView marketing = GroupView.created(MARKETING, new GroupName("Marketing"), null);
        groups.put(marketing);

        salesAfter(new MembersAdded(SALES, Set.of(ANN)), new GroupDeleted(SALES));

        assertThat(groups.all()).containsExactly(marketing);
    }

    @Test
    void an_event_of_a_missing_group_fails() {
        assertThatIllegalStateException().isThrownBy(() -> handle(new MembersAdded(SALES, Set.of(ANN))));
    }

    @Test
    void every_event_is_handled() {
        assertThat(Arrays.stream(GroupDirectory.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(EventHandler.class))
                        .map(method -> method.getParameterTypes()[0]))
                .hasSameElementsAs(SealedFamily.members(GroupEvent.class));
    }

    /** Handles the creation of the group, and then these events. */
    private void salesAfter(GroupEvent... later) {
        handle(new GroupCreated(SALES, NAME, DESCRIPTION));
        Arrays.stream(later).forEach(this::handle);
    }

    /** Handles an event; there is one event a second, numbered from 0. */
    private void handle(GroupEvent event) {
        ReadModel<GroupView> readModel = groups.forEvent(SALES.value(), CREATION.plusSeconds(events), events);
        events++;
        switch (event) {
            case GroupCreated it -> directory.on(it, readModel);
            case GroupRenamed it -> directory.on(it, readModel);
            case GroupDescribed it -> directory.on(it, readModel);
            case MembersAdded it -> directory.on(it, readModel);
            case MembersRemoved it -> directory.on(it, readModel);
            case GroupDeleted it -> directory.on(it, readModel);
        }
    }

    private GroupView sales() {
        return groups.get(SALES.value()).orElseThrow();
    }
}
