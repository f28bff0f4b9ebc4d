package io.fluvius.user.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Creating;
import io.fluvius.domain.Rejected;
import io.fluvius.domain.fixture.InMemoryUniqueValues;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.ActionName;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.CompleteUserAction;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.EnableTotp;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserCommand.RemoveTotp;
import io.fluvius.user.UserCommand.UnlockUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserEvent.TotpEnabled;
import io.fluvius.user.UserEvent.TotpRemoved;
import io.fluvius.user.UserEvent.UserActionCompleted;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserActivated;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserDeactivated;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserEvent.UserEmailChanged;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserReconciled;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserEvent.UserUnlocked;
import io.fluvius.user.UserId;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

/** Every rule of a user: one nested class a command. */
class UserTest {

    private static final UserId ANN = UserId.of("01900000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-00000000000b");
    private static final PersonName NAME = new PersonName("Ann Lee");
    private static final PersonName NEW_NAME = new PersonName("Ann Doe");
    private static final EmailAddress EMAIL = new EmailAddress("ann@example.com");
    private static final EmailAddress NEW_EMAIL = new EmailAddress("doe@example.com");
    private static final Reason REASON = new Reason("Left the company");
    private static final ActionName VERIFY = new ActionName("VERIFY_EMAIL");
    private static final ActionName SIGN = new ActionName("sign_terms");

    private final InMemoryUniqueValues unique = new InMemoryUniqueValues();
    private final FixtureConfiguration<User> fixture = new AggregateTestFixture<>(User.class)
            .registerCommandTargetResolver(new MetaDataCommandTargetResolver(AggregateId.KEY))
            .registerInjectableResource(unique);

    @Nested
    class Create_user {

        private final CreateUser createAnn = new CreateUser(NAME, EMAIL);

        @Test
        void a_user_is_created_with_name_and_email() {
            when(nobody(), createAnn)
                    .expectSuccessfulHandlerExecution()
                    .expectEvents(new UserCreated(ANN, NAME, EMAIL));
        }

        @Test
        void the_email_becomes_the_users_own() {
            when(nobody(), createAnn).expectSuccessfulHandlerExecution();

            assertTaken(EMAIL);
        }

        @Test
        void an_email_that_another_user_has_is_refused() {
            bobHas(EMAIL);

            taken(when(nobody(), createAnn));
        }

        @Test
        void an_email_in_another_spelling_is_the_same_email() {
            bobHas(EMAIL);

            taken(when(nobody(), new CreateUser(NAME, new EmailAddress("  ANN@Example.COM "))));
        }
    }

    @Nested
    class Update_user {

        @Test
        void a_user_is_renamed() {
            says(when(activeUser(), new UpdateUser(NEW_NAME, null)), new UserRenamed(ANN, NEW_NAME));
        }

        @Test
        void a_users_email_is_changed() {
            says(when(activeUser(), new UpdateUser(null, NEW_EMAIL)), new UserEmailChanged(ANN, NEW_EMAIL));
        }

        @Test
        void name_and_email_are_changed_together() {
            says(
                    when(activeUser(), new UpdateUser(NEW_NAME, NEW_EMAIL)),
                    new UserRenamed(ANN, NEW_NAME),
                    new UserEmailChanged(ANN, NEW_EMAIL));
        }

        @Test
        void the_name_and_email_of_before_change_nothing() {
            quiet(when(activeUser(), new UpdateUser(NAME, EMAIL)));
        }

        @Test
        void the_name_of_before_beside_a_new_email_is_not_said() {
            says(when(activeUser(), new UpdateUser(NAME, NEW_EMAIL)), new UserEmailChanged(ANN, NEW_EMAIL));
        }

        @Test
        void the_email_of_before_beside_a_new_name_is_not_said() {
            says(when(activeUser(), new UpdateUser(NEW_NAME, EMAIL)), new UserRenamed(ANN, NEW_NAME));
        }

        @Test
        void a_name_or_email_that_was_changed_before_is_the_one_to_compare_with() {
            TestExecutor<User> changed = user(new UserRenamed(ANN, NEW_NAME), new UserEmailChanged(ANN, NEW_EMAIL));

            quiet(when(changed, new UpdateUser(NEW_NAME, NEW_EMAIL)));
        }

        @Test
        void a_change_frees_the_old_email_and_takes_the_new_one() {
            when(activeUser(), new UpdateUser(null, NEW_EMAIL)).expectSuccessfulHandlerExecution();

            assertFree(EMAIL);
            assertTaken(NEW_EMAIL);
        }

        @Test
        void a_rename_keeps_the_email() {
            when(activeUser(), new UpdateUser(NEW_NAME, null)).expectSuccessfulHandlerExecution();

            assertTaken(EMAIL);
        }

        @Test
        void an_email_that_another_user_has_is_refused_and_nothing_is_said() {
            bobHas(NEW_EMAIL);

            taken(when(activeUser(), new UpdateUser(NEW_NAME, NEW_EMAIL)));
            assertTaken(EMAIL);
        }
    }

    @Nested
    class Activate_user {

        @Test
        void a_deactivated_user_is_activated() {
            says(when(deactivatedUser(), new ActivateUser()), new UserActivated(ANN));
        }

        @Test
        void an_active_user_stays_active() {
            quiet(when(activeUser(), new ActivateUser()));
        }

        @Test
        void a_user_who_was_activated_again_stays_active() {
            quiet(when(user(new UserDeactivated(ANN, null), new UserActivated(ANN)), new ActivateUser()));
        }

        @Test
        void a_locked_user_is_not_activated() {
            refused(when(lockedUser(), new ActivateUser()), new UserRejection.UserLocked(ANN));
        }

        @Test
        void a_locked_user_who_was_deactivated_is_not_activated() {
            refused(when(deactivatedAndLockedUser(), new ActivateUser()), new UserRejection.UserLocked(ANN));
        }
    }

    @Nested
    class Deactivate_user {

        @Test
        void an_active_user_is_deactivated_for_a_reason() {
            says(when(activeUser(), new DeactivateUser(REASON)), new UserDeactivated(ANN, REASON));
        }

        @Test
        void no_reason_is_needed() {
            says(when(activeUser(), new DeactivateUser(null)), new UserDeactivated(ANN, null));
        }

        @Test
        void a_deactivated_user_stays_so_whatever_the_reason() {
            quiet(when(deactivatedUser(), new DeactivateUser(REASON)));
        }

        @Test
        void a_locked_user_is_deactivated() {
            says(when(lockedUser(), new DeactivateUser(REASON)), new UserDeactivated(ANN, REASON));
        }

        @Test
        void a_locked_user_who_was_deactivated_stays_so() {
            quiet(when(deactivatedAndLockedUser(), new DeactivateUser(null)));
        }
    }

    @Nested
    class Lock_user {

        @Test
        void an_active_user_is_locked_for_a_reason() {
            says(when(activeUser(), new LockUser(REASON)), new UserLocked(ANN, REASON));
        }

        @Test
        void no_reason_is_needed() {
            says(when(activeUser(), new LockUser(null)), new UserLocked(ANN, null));
        }

        @Test
        void a_deactivated_user_is_locked() {
            says(when(deactivatedUser(), new LockUser(null)), new UserLocked(ANN, null));
        }

        @Test
        void a_locked_user_stays_locked_whatever_the_reason() {
            quiet(when(lockedUser(), new LockUser(REASON)));
        }

        @Test
        void a_user_who_was_unlocked_is_locked_again() {
            TestExecutor<User> unlocked = user(new UserLocked(ANN, null), new UserUnlocked(ANN, UserStatus.ACTIVE));

            says(when(unlocked, new LockUser(null)), new UserLocked(ANN, null));
        }
    }

    @Nested
    class Unlock_user {

        @Test
        void a_user_who_was_active_is_active_again() {
            says(when(lockedUser(), new UnlockUser()), new UserUnlocked(ANN, UserStatus.ACTIVE));
        }

        @Test
        void a_user_who_was_deactivated_is_deactivated_again() {
            says(when(deactivatedAndLockedUser(), new UnlockUser()), new UserUnlocked(ANN, UserStatus.DEACTIVATED));
        }

        @Test
        void a_user_who_was_deactivated_while_locked_is_deactivated() {
            TestExecutor<User> user = user(new UserLocked(ANN, null), new UserDeactivated(ANN, null));

            says(when(user, new UnlockUser()), new UserUnlocked(ANN, UserStatus.DEACTIVATED));
        }

        @Test
        void an_active_user_stays_active() {
            quiet(when(activeUser(), new UnlockUser()));
        }

        @Test
        void a_deactivated_user_stays_deactivated() {
            quiet(when(deactivatedUser(), new UnlockUser()));
        }
    }

    @Nested
    class Execute_user_action {

        @Test
        void actions_are_required() {
            says(
                    when(activeUser(), new ExecuteUserAction(List.of(VERIFY, SIGN))),
                    new UserActionsRequired(ANN, Set.of(VERIFY, SIGN)));
        }

        @Test
        void the_order_of_the_actions_is_kept_and_repetition_is_not() {
            says(
                    when(activeUser(), new ExecuteUserAction(List.of(SIGN, VERIFY, SIGN))),
                    new UserActionsRequired(ANN, new LinkedHashSet<>(List.of(SIGN, VERIFY))));
        }

        @Test
        void only_actions_that_are_not_required_yet_are_said() {
            says(
                    when(userWho(VERIFY), new ExecuteUserAction(List.of(VERIFY, SIGN))),
                    new UserActionsRequired(ANN, Set.of(SIGN)));
        }

        @Test
        void actions_that_are_required_already_stay_so() {
            quiet(when(userWho(VERIFY, SIGN), new ExecuteUserAction(List.of(SIGN))));
        }

        @Test
        void a_completed_action_can_be_required_again() {
            TestExecutor<User> done =
                    user(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserActionCompleted(ANN, VERIFY));

            says(when(done, new ExecuteUserAction(List.of(VERIFY))), new UserActionsRequired(ANN, Set.of(VERIFY)));
        }

        @Test
        void actions_are_required_of_a_locked_user_too() {
            says(
                    when(lockedUser(), new ExecuteUserAction(List.of(VERIFY))),
                    new UserActionsRequired(ANN, Set.of(VERIFY)));
        }

        @Test
        void nothing_is_required_of_a_deactivated_user() {
            refused(
                    when(deactivatedUser(), new ExecuteUserAction(List.of(VERIFY))),
                    new UserRejection.UserNotActive(ANN));
        }

        @Test
        void nothing_is_required_of_a_deactivated_user_even_when_required_already() {
            TestExecutor<User> user =
                    user(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserDeactivated(ANN, null));

            refused(when(user, new ExecuteUserAction(List.of(VERIFY))), new UserRejection.UserNotActive(ANN));
        }
    }

    @Nested
    class Complete_user_action {

        @Test
        void a_required_action_is_completed() {
            says(when(userWho(VERIFY, SIGN), new CompleteUserAction(SIGN)), new UserActionCompleted(ANN, SIGN));
        }

        @Test
        void an_action_that_was_never_required_is_not_completed() {
            refused(
                    when(userWho(VERIFY), new CompleteUserAction(SIGN)),
                    new UserRejection.ActionNotRequired(ANN, SIGN));
        }

        @Test
        void an_action_is_not_completed_twice() {
            TestExecutor<User> done =
                    user(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserActionCompleted(ANN, VERIFY));

            refused(when(done, new CompleteUserAction(VERIFY)), new UserRejection.ActionNotRequired(ANN, VERIFY));
        }
    }

    @Nested
    class Enable_totp {

        @Test
        void one_time_passwords_are_enabled() {
            says(when(activeUser(), new EnableTotp()), new TotpEnabled(ANN));
        }

        @Test
        void enabled_ones_stay_enabled() {
            quiet(when(user(new TotpEnabled(ANN)), new EnableTotp()));
        }

        @Test
        void removed_ones_are_enabled_again() {
            says(when(user(new TotpEnabled(ANN), new TotpRemoved(ANN)), new EnableTotp()), new TotpEnabled(ANN));
        }
    }

    @Nested
    class Remove_totp {

        @Test
        void one_time_passwords_are_removed() {
            says(when(user(new TotpEnabled(ANN)), new RemoveTotp()), new TotpRemoved(ANN));
        }

        @Test
        void where_there_are_none_none_are_removed() {
            quiet(when(activeUser(), new RemoveTotp()));
        }

        @Test
        void removed_ones_stay_removed() {
            quiet(when(user(new TotpEnabled(ANN), new TotpRemoved(ANN)), new RemoveTotp()));
        }
    }

    @Nested
    class Reconcile_user {

        @Test
        void a_user_is_reconciled() {
            says(when(activeUser(), new ReconcileUser()), new UserReconciled(ANN));
        }

        @Test
        void a_user_is_reconciled_as_often_as_asked() {
            says(when(user(new UserReconciled(ANN)), new ReconcileUser()), new UserReconciled(ANN));
        }
    }

    @Nested
    class Delete_user {

        @Test
        void a_user_is_deleted_for_a_reason() {
            says(when(activeUser(), new DeleteUser(REASON)), new UserDeleted(ANN, REASON))
                    .expectMarkedDeleted();
        }

        @Test
        void no_reason_is_needed() {
            says(when(lockedUser(), new DeleteUser(null)), new UserDeleted(ANN, null));
        }

        @Test
        void the_email_is_free_again() {
            when(activeUser(), new DeleteUser(null)).expectSuccessfulHandlerExecution();

            assertFree(EMAIL);
        }

        @Test
        void the_email_that_is_freed_is_the_latest_one() {
            unique.claim("user.email", NEW_EMAIL.value(), ANN.value());

            when(user(new UserEmailChanged(ANN, NEW_EMAIL)), new DeleteUser(null))
                    .expectSuccessfulHandlerExecution();

            assertFree(NEW_EMAIL);
        }
    }

    @Nested
    class Every_command_but_the_creating_one {

        @ParameterizedTest
        @MethodSource("commands")
        void finds_no_user_who_was_deleted(UserCommand command) {
            when(user(new UserDeleted(ANN, null)), command)
                    .expectNoEvents()
                    .expectException(AggregateDeletedException.class);
        }

        @ParameterizedTest
        @MethodSource("commands")
        void finds_no_user_who_was_never_created(UserCommand command) {
            when(nobody(), command).expectNoEvents().expectException(AggregateNotFoundException.class);
        }

        @Test
        void is_among_those_that_are_tested_here() {
            List<Class<? extends Record>> others = SealedFamily.members(UserCommand.class).stream()
                    .filter(command -> !Creating.class.isAssignableFrom(command))
                    .toList();

            assertThat(commands().map(Object::getClass)).hasSameElementsAs(others);
        }

        static Stream<UserCommand> commands() {
            return Stream.of(
                    new UpdateUser(NEW_NAME, NEW_EMAIL),
                    new ActivateUser(),
                    new DeactivateUser(null),
                    new LockUser(null),
                    new UnlockUser(),
                    new ExecuteUserAction(List.of(VERIFY)),
                    new CompleteUserAction(VERIFY),
                    new EnableTotp(),
                    new RemoveTotp(),
                    new ReconcileUser(),
                    new DeleteUser(null));
        }
    }

    private TestExecutor<User> nobody() {
        return fixture.givenNoPriorActivity();
    }

    private TestExecutor<User> activeUser() {
        return user();
    }

    private TestExecutor<User> deactivatedUser() {
        return user(new UserDeactivated(ANN, null));
    }

    private TestExecutor<User> lockedUser() {
        return user(new UserLocked(ANN, null));
    }

    private TestExecutor<User> deactivatedAndLockedUser() {
        return user(new UserDeactivated(ANN, null), new UserLocked(ANN, null));
    }

    private TestExecutor<User> userWho(ActionName... hasToDo) {
        return user(new UserActionsRequired(ANN, Set.of(hasToDo)));
    }

    /** A user to whom this happened after the creation. */
    private TestExecutor<User> user(UserEvent... events) {
        unique.claim("user.email", EMAIL.value(), ANN.value());
        List<UserEvent> history = new ArrayList<>(List.of(events));
        history.addFirst(new UserCreated(ANN, NAME, EMAIL));
        return fixture.given(history);
    }

    private void bobHas(EmailAddress email) {
        unique.claim("user.email", email.value(), BOB);
    }

    private static ResultValidator<User> when(TestExecutor<User> given, UserCommand command) {
        return given.when(command, Map.of(AggregateId.KEY, ANN.toString()));
    }

    private static ResultValidator<User> says(ResultValidator<User> result, UserEvent... events) {
        return result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    }

    private static void quiet(ResultValidator<User> result) {
        result.expectSuccessfulHandlerExecution().expectNoEvents();
    }

    private static void refused(ResultValidator<User> result, UserRejection reason) {
        result.expectNoEvents().expectException(Rejected.class).expectExceptionDetails(reason);
    }

    private static void taken(ResultValidator<User> result) {
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

    private void assertTaken(EmailAddress email) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> bobHas(email));
    }

    private void assertFree(EmailAddress email) {
        assertThatCode(() -> bobHas(email)).doesNotThrowAnyException();
    }
}
