package io.fluvius.group.automation;

import static io.fluvius.query.Filter.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fluvius.domain.Position;
import io.fluvius.domain.fixture.AutomationFixture;
import io.fluvius.domain.fixture.RecordedCommands.SentCommand;
import io.fluvius.group.GroupCommand.RemoveMembers;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupId;
import io.fluvius.group.MembershipView;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

class WhenUserDeletedThenLeaveGroupsTest {

    private final GroupId sales = new GroupId(UUID.randomUUID());
    private final GroupId support = new GroupId(UUID.randomUUID());
    private final UserId ann = new UserId(UUID.randomUUID());
    private final UserId bob = new UserId(UUID.randomUUID());

    private final StateManager state = mock(StateManager.class);
    private final AutomationFixture automation = AutomationFixture.of(new WhenUserDeletedThenLeaveGroups())
            .given(StateManager.class, state)
            .given(TrackingToken.class, new GlobalSequenceTrackingToken(9));

    @Test
    void a_deleted_user_is_removed_from_each_of_her_groups() throws Exception {
        givenAnnIsMemberOf(sales, support);

        assertThat(automation.when(new UserDeleted(ann, null)))
                .containsExactly(
                        SentCommand.to(sales, new RemoveMembers(Set.of(ann))),
                        SentCommand.to(support, new RemoveMembers(Set.of(ann))));
    }

    @Test
    void a_forgotten_user_is_removed_from_each_of_her_groups() throws Exception {
        givenAnnIsMemberOf(sales);

        assertThat(automation.when(new PersonalDataForgotten(ann)))
                .containsExactly(SentCommand.to(sales, new RemoveMembers(Set.of(ann))));
    }

    @Test
    void a_group_that_is_deleted_meanwhile_is_ignored() throws Exception {
        givenAnnIsMemberOf(sales);
        automation.givenCommandsFail(Problem.of(ProblemCode.NOT_FOUND, "There is no such group"));

        assertThat(automation.when(new UserDeleted(ann, null))).hasSize(1);
    }

    @Test
    void another_failure_is_tried_again() {
        givenAnnIsMemberOf(sales);
        automation.givenCommandsFail(Problem.of(ProblemCode.CONFLICT, "Too many commands"));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> automation.when(new UserDeleted(ann, null)));
    }

    @Test
    void a_user_who_was_deleted_before_she_is_added_is_removed() throws Exception {
        Set<UserId> added = Set.of(ann, bob);
        when(state.deleted(UserView.class, added)).thenReturn(Map.of(ann.value(), new Position(8)));

        assertThat(automation.when(new MembersAdded(sales, added)))
                .containsExactly(SentCommand.to(sales, new RemoveMembers(Set.of(ann))));
    }

    @Test
    void members_who_were_not_deleted_stay() throws Exception {
        when(state.deleted(UserView.class, Set.of(bob))).thenReturn(Map.of());

        assertThat(automation.when(new MembersAdded(sales, Set.of(bob)))).isEmpty();
    }

    @Test
    void a_later_deletion_causes_the_removal_itself() throws Exception {
        when(state.deleted(UserView.class, Set.of(ann))).thenReturn(Map.of(ann.value(), new Position(10)));

        assertThat(automation.when(new MembersAdded(sales, Set.of(ann)))).isEmpty();
    }

    private void givenAnnIsMemberOf(GroupId... groups) {
        when(state.find(MembershipView.class, where("userId", ann)))
                .thenReturn(Stream.of(groups).map(group -> MembershipView.created(group, ann)));
    }
}
