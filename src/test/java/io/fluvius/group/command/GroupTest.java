package io.fluvius.group.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Creating;
import io.fluvius.domain.Rejected;
import io.fluvius.domain.fixture.InMemoryUniqueValues;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.group.GroupCommand;
import io.fluvius.group.GroupCommand.AddMembers;
import io.fluvius.group.GroupCommand.CreateGroup;
import io.fluvius.group.GroupCommand.DeleteGroup;
import io.fluvius.group.GroupCommand.RemoveMembers;
import io.fluvius.group.GroupCommand.UpdateGroup;
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
import io.fluvius.group.GroupRejection.GroupFull;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.MetaDataCommandTargetResolver;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of a group, with one nested class for each command. */
class GroupTest {

    private static final GroupId SALES = GroupId.of("01900000-0000-7000-8000-00000000000c");
    private static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-00000000000d");
    private static final GroupName NAME = new GroupName("Sales");
    private static final GroupName NEW_NAME = new GroupName("Marketing");
    private static final GroupDescription DESCRIPTION = new GroupDescription("All of sales");
    private static final GroupDescription NEW_DESCRIPTION = new GroupDescription("North and south");
    private static final UserId ANN = user(1);
    private static final UserId BOB = user(2);
    private static final UserId EVE = user(3);

    private final InMemoryUniqueValues unique = new InMemoryUniqueValues();
    private final FixtureConfiguration<Group> fixture = new AggregateTestFixture<>(Group.class)
            .registerCommandTargetResolver(new MetaDataCommandTargetResolver(AggregateId.KEY))
            .registerInjectableResource(unique);

    @Nested
    class Create_group {

        private final CreateGroup createSales = new CreateGroup(NAME, DESCRIPTION);

        @Test
        void a_group_is_created_with_name_and_description() {
            publishes(when(noGroup(), createSales), new GroupCreated(SALES, NAME, DESCRIPTION));
        }

        @Test
        void the_description_is_optional() {
            publishes(when(noGroup(), new CreateGroup(NAME, null)), new GroupCreated(SALES, NAME, null));
        }

        @Test
        void the_name_is_claimed() {
            when(noGroup(), createSales).expectSuccessfulHandlerExecution();

            assertTaken("Sales");
        }

        @Test
        void a_name_that_another_group_has_is_refused() {
            otherClaims("Sales");

            refusesValue(when(noGroup(), createSales));
        }

        @Test
        void a_name_in_another_case_is_the_same_name() {
            otherClaims("Sales");

            refusesValue(when(noGroup(), new CreateGroup(new GroupName(" sALES "), null)));
        }
    }

    @Nested
    class Update_group {

        @Test
        void a_group_is_renamed() {
            publishes(when(group(), new UpdateGroup(NEW_NAME, null)), new GroupRenamed(SALES, NEW_NAME));
        }

        @Test
        void a_group_is_described() {
            publishes(
                    when(group(), new UpdateGroup(null, NEW_DESCRIPTION)), new GroupDescribed(SALES, NEW_DESCRIPTION));
        }

        @Test
        void a_group_without_a_description_is_described() {
            TestExecutor<Group> plain = fixture.given(new GroupCreated(SALES, NAME, null));

            publishes(when(plain, new UpdateGroup(null, DESCRIPTION)), new GroupDescribed(SALES, DESCRIPTION));
        }

        @Test
        void a_description_can_become_empty() {
            GroupDescription empty = new GroupDescription("");

            publishes(when(group(), new UpdateGroup(null, empty)), new GroupDescribed(SALES, empty));
        }

        @Test
        void name_and_description_are_changed_together() {
            publishes(
                    when(group(), new UpdateGroup(NEW_NAME, NEW_DESCRIPTION)),
                    new GroupRenamed(SALES, NEW_NAME),
                    new GroupDescribed(SALES, NEW_DESCRIPTION));
        }

        @Test
        void an_unchanged_name_and_description_publish_no_event() {
            publishesNothing(when(group(), new UpdateGroup(NAME, DESCRIPTION)));
        }

        @Test
        void an_unchanged_name_beside_a_new_description_publishes_no_event_of_its_own() {
            publishes(
                    when(group(), new UpdateGroup(NAME, NEW_DESCRIPTION)), new GroupDescribed(SALES, NEW_DESCRIPTION));
        }

        @Test
        void an_unchanged_description_beside_a_new_name_publishes_no_event_of_its_own() {
            publishes(when(group(), new UpdateGroup(NEW_NAME, DESCRIPTION)), new GroupRenamed(SALES, NEW_NAME));
        }

        @Test
        void a_change_is_compared_with_the_latest_name_and_description() {
            TestExecutor<Group> changed =
                    group(new GroupRenamed(SALES, NEW_NAME), new GroupDescribed(SALES, NEW_DESCRIPTION));

            publishesNothing(when(changed, new UpdateGroup(NEW_NAME, NEW_DESCRIPTION)));
        }

        @Test
        void a_change_releases_the_old_name_and_claims_the_new_one() {
            when(group(), new UpdateGroup(NEW_NAME, null)).expectSuccessfulHandlerExecution();

            assertFree("Sales");
            assertTaken("Marketing");
        }

        @Test
        void a_change_of_the_description_keeps_the_name() {
            when(group(), new UpdateGroup(null, NEW_DESCRIPTION)).expectSuccessfulHandlerExecution();

            assertTaken("Sales");
        }

        @Test
        void a_name_is_changed_into_another_case_and_stays_taken() {
            GroupName upper = new GroupName("SALES");

            publishes(when(group(), new UpdateGroup(upper, null)), new GroupRenamed(SALES, upper));
            assertTaken("Sales");
        }

        @Test
        void a_name_that_another_group_has_is_refused_and_no_event_is_published() {
            otherClaims("marketing");

            refusesValue(when(group(), new UpdateGroup(NEW_NAME, NEW_DESCRIPTION)));
            assertTaken("Sales");
        }
    }

    @Nested
    class Add_members {

        @Test
        void users_are_added() {
            publishes(when(group(), new AddMembers(Set.of(ANN, BOB))), new MembersAdded(SALES, Set.of(ANN, BOB)));
        }

        @Test
        void only_users_who_are_not_yet_members_are_added() {
            publishes(when(groupOf(ANN), new AddMembers(Set.of(ANN, BOB))), new MembersAdded(SALES, Set.of(BOB)));
        }

        @Test
        void users_who_are_already_members_publish_no_event() {
            publishesNothing(when(groupOf(ANN, BOB), new AddMembers(Set.of(ANN))));
        }

        @Test
        void a_user_who_was_removed_is_added_again() {
            TestExecutor<Group> left =
                    group(new MembersAdded(SALES, Set.of(ANN)), new MembersRemoved(SALES, Set.of(ANN)));

            publishes(when(left, new AddMembers(Set.of(ANN))), new MembersAdded(SALES, Set.of(ANN)));
        }

        @Test
        void the_last_place_of_a_group_is_taken() {
            publishes(when(groupWithFreePlaces(1), new AddMembers(Set.of(ANN))), new MembersAdded(SALES, Set.of(ANN)));
        }

        @Test
        void more_users_than_there_are_places_are_rejected_together() {
            when(groupWithFreePlaces(1), new AddMembers(Set.of(ANN, BOB)))
                    .expectNoEvents()
                    .expectException(Rejected.class)
                    .expectExceptionDetails(new GroupFull(SALES, Group.MAX_MEMBERS));
        }

        @Test
        void users_who_are_already_members_need_no_place() {
            publishesNothing(when(groupWithFreePlaces(0), new AddMembers(Set.of(user(10), user(11)))));
        }

        /** A group that has as many members as allowed, less these. Their numbers start with 10. */
        private TestExecutor<Group> groupWithFreePlaces(int places) {
            return groupOf(IntStream.range(0, Group.MAX_MEMBERS - places)
                    .mapToObj(number -> user(10 + number))
                    .toArray(UserId[]::new));
        }
    }

    @Nested
    class Remove_members {

        @Test
        void members_are_removed() {
            publishes(
                    when(groupOf(ANN, BOB, EVE), new RemoveMembers(Set.of(ANN, EVE))),
                    new MembersRemoved(SALES, Set.of(ANN, EVE)));
        }

        @Test
        void only_users_who_are_members_are_removed() {
            publishes(when(groupOf(ANN), new RemoveMembers(Set.of(ANN, BOB))), new MembersRemoved(SALES, Set.of(ANN)));
        }

        @Test
        void users_who_are_not_members_publish_no_event() {
            publishesNothing(when(groupOf(ANN), new RemoveMembers(Set.of(BOB))));
        }

        @Test
        void a_member_is_not_removed_twice() {
            TestExecutor<Group> left =
                    group(new MembersAdded(SALES, Set.of(ANN, BOB)), new MembersRemoved(SALES, Set.of(ANN)));

            publishesNothing(when(left, new RemoveMembers(Set.of(ANN))));
        }
    }

    @Nested
    class Delete_group {

        @Test
        void a_group_is_deleted_with_its_members() {
            publishes(when(groupOf(ANN), new DeleteGroup()), new GroupDeleted(SALES))
                    .expectMarkedDeleted();
        }

        @Test
        void the_name_is_released() {
            when(group(), new DeleteGroup()).expectSuccessfulHandlerExecution();

            assertFree("Sales");
        }

        @Test
        void the_latest_name_is_released() {
            unique.claim("group.name", NEW_NAME.folded(), SALES.value());

            when(group(new GroupRenamed(SALES, NEW_NAME)), new DeleteGroup()).expectSuccessfulHandlerExecution();

            assertFree("Marketing");
        }
    }

    @Nested
    class Every_command_but_the_creating_one {

        @ParameterizedTest
        @MethodSource("commands")
        void fails_for_a_deleted_group(GroupCommand command) {
            when(group(new GroupDeleted(SALES)), command)
                    .expectNoEvents()
                    .expectException(AggregateDeletedException.class);
        }

        @ParameterizedTest
        @MethodSource("commands")
        void fails_for_a_group_that_was_never_created(GroupCommand command) {
            when(noGroup(), command).expectNoEvents().expectException(AggregateNotFoundException.class);
        }

        @Test
        void is_tested_here() {
            List<Class<? extends Record>> others = SealedFamily.members(GroupCommand.class).stream()
                    .filter(command -> !Creating.class.isAssignableFrom(command))
                    .toList();

            assertThat(commands().map(Object::getClass)).hasSameElementsAs(others);
        }

        static Stream<GroupCommand> commands() {
            return Stream.of(
                    new UpdateGroup(NEW_NAME, NEW_DESCRIPTION),
                    new AddMembers(Set.of(ANN)),
                    new RemoveMembers(Set.of(ANN)),
                    new DeleteGroup());
        }
    }

    private static UserId user(int number) {
        return new UserId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    private TestExecutor<Group> noGroup() {
        return fixture.givenNoPriorActivity();
    }

    private TestExecutor<Group> groupOf(UserId... members) {
        return group(new MembersAdded(SALES, Stream.of(members).collect(Collectors.toSet())));
    }

    /** A group with these events after the creation. */
    private TestExecutor<Group> group(GroupEvent... events) {
        unique.claim("group.name", NAME.folded(), SALES.value());
        List<GroupEvent> history = new ArrayList<>(List.of(events));
        history.addFirst(new GroupCreated(SALES, NAME, DESCRIPTION));
        return fixture.given(history);
    }

    private void otherClaims(String name) {
        unique.claim("group.name", new GroupName(name).folded(), OTHER);
    }

    private static ResultValidator<Group> when(TestExecutor<Group> given, GroupCommand command) {
        return given.when(command, Map.of(AggregateId.KEY, SALES.toString()));
    }

    private static ResultValidator<Group> publishes(ResultValidator<Group> result, GroupEvent... events) {
        return result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    }

    private static void publishesNothing(ResultValidator<Group> result) {
        result.expectSuccessfulHandlerExecution().expectNoEvents();
    }

    private static void refusesValue(ResultValidator<Group> result) {
        result.expectNoEvents().expectException(problem(ProblemCode.UNIQUE_VALUE_TAKEN));
    }

    private static Matcher<ProblemException> problem(ProblemCode code) {
        return new FeatureMatcher<>(equalTo(code), "a problem with the code", "code") {
            @Override
            protected ProblemCode featureValueOf(ProblemException failure) {
                return failure.problem().code();
            }
        };
    }

    private void assertTaken(String name) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> otherClaims(name));
    }

    private void assertFree(String name) {
        assertThatCode(() -> otherClaims(name)).doesNotThrowAnyException();
    }
}
