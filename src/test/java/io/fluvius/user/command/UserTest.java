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
import io.fluvius.user.UserCommand.ForgetUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserCommand.RemoveTotp;
import io.fluvius.user.UserCommand.UnlockUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
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

/** The rules of a user, with one nested class for each command. */
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
            when(noUser(), createAnn)
                    .expectSuccessfulHandlerExecution()
                    .expectEvents(new UserCreated(ANN, NAME, EMAIL));
        }

        @Test
        void the_email_is_claimed() {
            when(noUser(), createAnn).expectSuccessfulHandlerExecution();

            assertTaken(EMAIL);
        }

        @Test
        void an_email_that_another_user_has_is_refused() {
            bobClaims(EMAIL);

            refusesValue(when(noUser(), createAnn));
        }

        @Test
        void an_email_in_another_spelling_is_the_same_email() {
            bobClaims(EMAIL);

            refusesValue(when(noUser(), new CreateUser(NAME, new EmailAddress("  ANN@Example.COM "))));
        }
    }

    @Nested
    class Update_user {

        @Test
        void a_user_is_renamed() {
            publishes(when(activeUser(), new UpdateUser(NEW_NAME, null)), new UserRenamed(ANN, NEW_NAME));
        }

        @Test
        void a_users_email_is_changed() {
            publishes(when(activeUser(), new UpdateUser(null, NEW_EMAIL)), new UserEmailChanged(ANN, NEW_EMAIL));
        }

        @Test
        void name_and_email_are_changed_together() {
            publishes(
                    when(activeUser(), new UpdateUser(NEW_NAME, NEW_EMAIL)),
                    new UserRenamed(ANN, NEW_NAME),
                    new UserEmailChanged(ANN, NEW_EMAIL));
        }

        @Test
        void an_unchanged_name_and_email_publish_no_event() {
            publishesNothing(when(activeUser(), new UpdateUser(NAME, EMAIL)));
        }

        @Test
        void an_unchanged_name_beside_a_new_email_publishes_no_event_of_its_own() {
            publishes(when(activeUser(), new UpdateUser(NAME, NEW_EMAIL)), new UserEmailChanged(ANN, NEW_EMAIL));
        }

        @Test
        void an_unchanged_email_beside_a_new_name_publishes_no_event_of_its_own() {
            publishes(when(activeUser(), new UpdateUser(NEW_NAME, EMAIL)), new UserRenamed(ANN, NEW_NAME));
        }

        @Test
        void a_change_is_compared_with_the_latest_name_and_email() {
            TestExecutor<User> changed = user(new UserRenamed(ANN, NEW_NAME), new UserEmailChanged(ANN, NEW_EMAIL));

            publishesNothing(when(changed, new UpdateUser(NEW_NAME, NEW_EMAIL)));
        }

        @Test
        void a_change_releases_the_old_email_and_claims_the_new_one() {
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
        void an_email_that_another_user_has_is_refused_and_no_event_is_published() {
            bobClaims(NEW_EMAIL);

            refusesValue(when(activeUser(), new UpdateUser(NEW_NAME, NEW_EMAIL)));
            assertTaken(EMAIL);
        }
    }

    @Nested
    class Activate_user {

        @Test
        void a_deactivated_user_is_activated() {
            publishes(when(deactivatedUser(), new ActivateUser()), new UserActivated(ANN));
        }

        @Test
        void an_active_user_stays_active() {
            publishesNothing(when(activeUser(), new ActivateUser()));
        }

        @Test
        void a_user_who_was_activated_again_stays_active() {
            publishesNothing(when(user(new UserDeactivated(ANN, null), new UserActivated(ANN)), new ActivateUser()));
        }

        @Test
        void a_locked_user_is_not_activated() {
            rejects(when(lockedUser(), new ActivateUser()), new UserRejection.UserLocked(ANN));
        }

        @Test
        void a_locked_user_who_was_deactivated_is_not_activated() {
            rejects(when(deactivatedAndLockedUser(), new ActivateUser()), new UserRejection.UserLocked(ANN));
        }
    }

    @Nested
    class Deactivate_user {

        @Test
        void an_active_user_is_deactivated_for_a_reason() {
            publishes(when(activeUser(), new DeactivateUser(REASON)), new UserDeactivated(ANN, REASON));
        }

        @Test
        void the_reason_is_optional() {
            publishes(when(activeUser(), new DeactivateUser(null)), new UserDeactivated(ANN, null));
        }

        @Test
        void a_deactivated_user_stays_deactivated_for_any_reason() {
            publishesNothing(when(deactivatedUser(), new DeactivateUser(REASON)));
        }

        @Test
        void a_locked_user_is_deactivated() {
            publishes(when(lockedUser(), new DeactivateUser(REASON)), new UserDeactivated(ANN, REASON));
        }

        @Test
        void a_locked_user_who_was_deactivated_stays_deactivated() {
            publishesNothing(when(deactivatedAndLockedUser(), new DeactivateUser(null)));
        }
    }

    @Nested
    class Lock_user {

        @Test
        void an_active_user_is_locked_for_a_reason() {
            publishes(when(activeUser(), new LockUser(REASON)), new UserLocked(ANN, REASON));
        }

        @Test
        void the_reason_is_optional() {
            publishes(when(activeUser(), new LockUser(null)), new UserLocked(ANN, null));
        }

        @Test
        void a_deactivated_user_is_locked() {
            publishes(when(deactivatedUser(), new LockUser(null)), new UserLocked(ANN, null));
        }

        @Test
        void a_locked_user_stays_locked_for_any_reason() {
            publishesNothing(when(lockedUser(), new LockUser(REASON)));
        }

        @Test
        void a_user_who_was_unlocked_is_locked_again() {
            TestExecutor<User> unlocked = user(new UserLocked(ANN, null), new UserUnlocked(ANN, UserStatus.ACTIVE));

            publishes(when(unlocked, new LockUser(null)), new UserLocked(ANN, null));
        }
    }

    @Nested
    class Unlock_user {

        @Test
        void a_user_who_was_active_is_active_again() {
            publishes(when(lockedUser(), new UnlockUser()), new UserUnlocked(ANN, UserStatus.ACTIVE));
        }

        @Test
        void a_user_who_was_deactivated_is_deactivated_again() {
            publishes(
                    when(deactivatedAndLockedUser(), new UnlockUser()), new UserUnlocked(ANN, UserStatus.DEACTIVATED));
        }

        @Test
        void a_user_who_was_deactivated_while_locked_is_deactivated() {
            TestExecutor<User> user = user(new UserLocked(ANN, null), new UserDeactivated(ANN, null));

            publishes(when(user, new UnlockUser()), new UserUnlocked(ANN, UserStatus.DEACTIVATED));
        }

        @Test
        void an_active_user_stays_active() {
            publishesNothing(when(activeUser(), new UnlockUser()));
        }

        @Test
        void a_deactivated_user_stays_deactivated() {
            publishesNothing(when(deactivatedUser(), new UnlockUser()));
        }
    }

    @Nested
    class Execute_user_action {

        @Test
        void actions_are_required() {
            publishes(
                    when(activeUser(), new ExecuteUserAction(List.of(VERIFY, SIGN))),
                    new UserActionsRequired(ANN, Set.of(VERIFY, SIGN)));
        }

        @Test
        void the_order_of_the_actions_is_kept_and_repetition_is_not() {
            publishes(
                    when(activeUser(), new ExecuteUserAction(List.of(SIGN, VERIFY, SIGN))),
                    new UserActionsRequired(ANN, new LinkedHashSet<>(List.of(SIGN, VERIFY))));
        }

        @Test
        void only_actions_that_are_not_yet_required_are_published() {
            publishes(
                    when(userRequiredTo(VERIFY), new ExecuteUserAction(List.of(VERIFY, SIGN))),
                    new UserActionsRequired(ANN, Set.of(SIGN)));
        }

        @Test
        void actions_that_are_already_required_publish_no_event() {
            publishesNothing(when(userRequiredTo(VERIFY, SIGN), new ExecuteUserAction(List.of(SIGN))));
        }

        @Test
        void a_completed_action_can_be_required_again() {
            TestExecutor<User> done =
                    user(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserActionCompleted(ANN, VERIFY));

            publishes(when(done, new ExecuteUserAction(List.of(VERIFY))), new UserActionsRequired(ANN, Set.of(VERIFY)));
        }

        @Test
        void a_locked_user_can_be_required_to_complete_actions() {
            publishes(
                    when(lockedUser(), new ExecuteUserAction(List.of(VERIFY))),
                    new UserActionsRequired(ANN, Set.of(VERIFY)));
        }

        @Test
        void actions_are_rejected_for_a_deactivated_user() {
            rejects(
                    when(deactivatedUser(), new ExecuteUserAction(List.of(VERIFY))),
                    new UserRejection.UserNotActive(ANN));
        }

        @Test
        void actions_are_rejected_for_a_deactivated_user_even_if_already_required() {
            TestExecutor<User> user =
                    user(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserDeactivated(ANN, null));

            rejects(when(user, new ExecuteUserAction(List.of(VERIFY))), new UserRejection.UserNotActive(ANN));
        }
    }

    @Nested
    class Complete_user_action {

        @Test
        void a_required_action_is_completed() {
            publishes(
                    when(userRequiredTo(VERIFY, SIGN), new CompleteUserAction(SIGN)),
                    new UserActionCompleted(ANN, SIGN));
        }

        @Test
        void an_action_that_was_never_required_is_not_completed() {
            rejects(
                    when(userRequiredTo(VERIFY), new CompleteUserAction(SIGN)),
                    new UserRejection.ActionNotRequired(ANN, SIGN));
        }

        @Test
        void an_action_is_not_completed_twice() {
            TestExecutor<User> done =
                    user(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserActionCompleted(ANN, VERIFY));

            rejects(when(done, new CompleteUserAction(VERIFY)), new UserRejection.ActionNotRequired(ANN, VERIFY));
        }
    }

    @Nested
    class Enable_totp {

        @Test
        void one_time_passwords_are_enabled() {
            publishes(when(activeUser(), new EnableTotp()), new TotpEnabled(ANN));
        }

        @Test
        void enabled_passwords_stay_enabled() {
            publishesNothing(when(user(new TotpEnabled(ANN)), new EnableTotp()));
        }

        @Test
        void removed_passwords_can_be_enabled_again() {
            publishes(when(user(new TotpEnabled(ANN), new TotpRemoved(ANN)), new EnableTotp()), new TotpEnabled(ANN));
        }
    }

    @Nested
    class Remove_totp {

        @Test
        void one_time_passwords_are_removed() {
            publishes(when(user(new TotpEnabled(ANN)), new RemoveTotp()), new TotpRemoved(ANN));
        }

        @Test
        void without_one_time_passwords_nothing_is_removed() {
            publishesNothing(when(activeUser(), new RemoveTotp()));
        }

        @Test
        void removed_passwords_stay_removed() {
            publishesNothing(when(user(new TotpEnabled(ANN), new TotpRemoved(ANN)), new RemoveTotp()));
        }
    }

    @Nested
    class Reconcile_user {

        @Test
        void a_user_is_reconciled() {
            publishes(when(activeUser(), new ReconcileUser()), new UserReconciled(ANN));
        }

        @Test
        void a_user_can_be_reconciled_again() {
            publishes(when(user(new UserReconciled(ANN)), new ReconcileUser()), new UserReconciled(ANN));
        }
    }

    @Nested
    class Delete_user {

        @Test
        void a_user_is_deleted_for_a_reason() {
            publishes(when(activeUser(), new DeleteUser(REASON)), new UserDeleted(ANN, REASON));
        }

        @Test
        void the_reason_is_optional() {
            publishes(when(lockedUser(), new DeleteUser(null)), new UserDeleted(ANN, null));
        }

        @Test
        void the_email_is_released() {
            when(activeUser(), new DeleteUser(null)).expectSuccessfulHandlerExecution();

            assertFree(EMAIL);
        }

        @Test
        void the_latest_email_is_released() {
            unique.claim("user.email", NEW_EMAIL.value(), ANN.value());

            when(user(new UserEmailChanged(ANN, NEW_EMAIL)), new DeleteUser(null))
                    .expectSuccessfulHandlerExecution();

            assertFree(NEW_EMAIL);
        }
    }

    @Nested
    class Forget_user {

        @Test
        void the_personal_data_of_a_user_is_erased() {
            publishes(when(lockedUser(), new ForgetUser()), new PersonalDataForgotten(ANN))
                    .expectMarkedDeleted();
        }

        @Test
        void the_email_is_released() {
            when(activeUser(), new ForgetUser()).expectSuccessfulHandlerExecution();

            assertFree(EMAIL);
        }

        @Test
        void a_deleted_user_is_forgotten_too_and_holds_no_email_any_more() {
            publishes(when(user(new UserDeleted(ANN, null)), new ForgetUser()), new PersonalDataForgotten(ANN));
        }
    }

    @Nested
    class Every_command_but_the_creating_one {

        @ParameterizedTest
        @MethodSource("commandsOfPresentUsers")
        void fails_for_a_deleted_user(UserCommand command) {
            when(user(new UserDeleted(ANN, null)), command)
                    .expectNoEvents()
                    .expectException(AggregateDeletedException.class);
        }

        @ParameterizedTest
        @MethodSource("commands")
        void fails_for_a_forgotten_user(UserCommand command) {
            when(user(new PersonalDataForgotten(ANN)), command)
                    .expectNoEvents()
                    .expectException(AggregateDeletedException.class);
        }

        @ParameterizedTest
        @MethodSource("commands")
        void fails_for_a_user_who_was_never_created(UserCommand command) {
            when(noUser(), command).expectNoEvents().expectException(AggregateNotFoundException.class);
        }

        @Test
        void is_tested_here() {
            List<Class<? extends Record>> others = SealedFamily.members(UserCommand.class).stream()
                    .filter(command -> !Creating.class.isAssignableFrom(command))
                    .toList();

            assertThat(commands().map(Object::getClass)).hasSameElementsAs(others);
        }

        static Stream<UserCommand> commandsOfPresentUsers() {
            return commands().filter(command -> !(command instanceof ForgetUser));
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
                    new DeleteUser(null),
                    new ForgetUser());
        }
    }

    private TestExecutor<User> noUser() {
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

    private TestExecutor<User> userRequiredTo(ActionName... actions) {
        return user(new UserActionsRequired(ANN, Set.of(actions)));
    }

    /** A user with these events after the creation. */
    private TestExecutor<User> user(UserEvent... events) {
        unique.claim("user.email", EMAIL.value(), ANN.value());
        List<UserEvent> history = new ArrayList<>(List.of(events));
        history.addFirst(new UserCreated(ANN, NAME, EMAIL));
        return fixture.given(history);
    }

    private void bobClaims(EmailAddress email) {
        unique.claim("user.email", email.value(), BOB);
    }

    private static ResultValidator<User> when(TestExecutor<User> given, UserCommand command) {
        return given.when(command, Map.of(AggregateId.KEY, ANN.toString()));
    }

    private static ResultValidator<User> publishes(ResultValidator<User> result, UserEvent... events) {
        return result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    }

    private static void publishesNothing(ResultValidator<User> result) {
        result.expectSuccessfulHandlerExecution().expectNoEvents();
    }

    private static void rejects(ResultValidator<User> result, UserRejection reason) {
        result.expectNoEvents().expectException(Rejected.class).expectExceptionDetails(reason);
    }

    private static void refusesValue(ResultValidator<User> result) {
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
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> bobClaims(email));
    }

    private void assertFree(EmailAddress email) {
        assertThatCode(() -> bobClaims(email)).doesNotThrowAnyException();
    }
}
