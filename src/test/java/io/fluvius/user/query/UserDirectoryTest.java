package io.fluvius.user.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.user.ActionName;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
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
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserDirectoryTest {

    private static final UserId ANN = UserId.of("01900000-0000-7000-8000-00000000000a");
    private static final UserId BOB = UserId.of("01900000-0000-7000-8000-00000000000b");
    private static final PersonName NAME = new PersonName("Ann Lee");
    private static final EmailAddress EMAIL = new EmailAddress("ann@example.com");
    private static final Reason REASON = new Reason("Left the company");
    private static final ActionName VERIFY = new ActionName("VERIFY_EMAIL");
    private static final ActionName SIGN = new ActionName("sign_terms");
    private static final Instant CREATION = Instant.parse("2026-11-01T10:00:00Z");

    private final UserDirectory directory = new UserDirectory();
    private final InMemoryReadModel<UserView> users = new InMemoryReadModel<>(ViewType.of("user", UserView.class));
    private long events;

    @Nested
    class The_view {

        @Test
        void a_created_user_is_active_and_has_no_required_actions() {
            handle(new UserCreated(ANN, NAME, EMAIL));

            assertThat(ann())
                    .isEqualTo(new UserView(
                            ANN,
                            NAME,
                            EMAIL,
                            UserStatus.ACTIVE,
                            true,
                            Set.of(),
                            false,
                            null,
                            null,
                            CREATION,
                            CREATION,
                            0));
        }

        @Test
        void a_renamed_user_has_the_new_name() {
            annAfter(new UserRenamed(ANN, new PersonName("Ann Doe")));

            assertThat(ann().name()).isEqualTo(new PersonName("Ann Doe"));
            assertThat(ann().email()).isEqualTo(EMAIL);
        }

        @Test
        void a_user_has_the_new_email() {
            annAfter(new UserEmailChanged(ANN, new EmailAddress("doe@example.com")));

            assertThat(ann().email()).isEqualTo(new EmailAddress("doe@example.com"));
            assertThat(ann().name()).isEqualTo(NAME);
        }

        @Test
        void a_deactivated_user_is_not_active_for_that_reason() {
            annAfter(new UserDeactivated(ANN, REASON));

            assertStatus(UserStatus.DEACTIVATED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);
        }

        @Test
        void a_user_who_was_deactivated_without_a_reason_has_none() {
            annAfter(new UserDeactivated(ANN, null));

            assertStatus(UserStatus.DEACTIVATED);
            assertThat(ann().deactivationReason()).isNull();
        }

        @Test
        void an_activated_user_is_active_and_no_longer_deactivated_for_a_reason() {
            annAfter(new UserDeactivated(ANN, REASON), new UserActivated(ANN));

            assertStatus(UserStatus.ACTIVE);
            assertThat(ann().deactivationReason()).isNull();
        }

        @Test
        void a_locked_user_is_not_active() {
            annAfter(new UserLocked(ANN, REASON));

            assertStatus(UserStatus.LOCKED);
            assertThat(ann().deactivationReason()).isNull();
        }

        @Test
        void an_unlocked_user_has_the_status_of_the_event() {
            annAfter(new UserLocked(ANN, null), new UserUnlocked(ANN, UserStatus.ACTIVE));

            assertStatus(UserStatus.ACTIVE);
        }

        @Test
        void a_user_who_is_deactivated_while_locked_stays_locked_until_unlocked() {
            annAfter(new UserLocked(ANN, null), new UserDeactivated(ANN, REASON));

            assertStatus(UserStatus.LOCKED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);

            handle(new UserUnlocked(ANN, UserStatus.DEACTIVATED));

            assertStatus(UserStatus.DEACTIVATED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);
        }

        @Test
        void a_user_who_is_locked_while_deactivated_keeps_the_reason() {
            annAfter(new UserDeactivated(ANN, REASON), new UserLocked(ANN, null));

            assertStatus(UserStatus.LOCKED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);
        }

        @Test
        void required_actions_are_added() {
            annAfter(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserActionsRequired(ANN, Set.of(VERIFY, SIGN)));

            assertThat(ann().requiredActions()).containsExactlyInAnyOrder("VERIFY_EMAIL", "sign_terms");
        }

        @Test
        void a_completed_action_is_not_required_any_more() {
            annAfter(new UserActionsRequired(ANN, Set.of(VERIFY, SIGN)), new UserActionCompleted(ANN, VERIFY));

            assertThat(ann().requiredActions()).containsExactly("sign_terms");
        }

        @Test
        void one_time_passwords_are_on_once_enabled() {
            annAfter(new TotpEnabled(ANN));

            assertThat(ann().totpEnabled()).isTrue();
        }

        @Test
        void one_time_passwords_are_off_once_removed() {
            annAfter(new TotpEnabled(ANN), new TotpRemoved(ANN));

            assertThat(ann().totpEnabled()).isFalse();
        }

        @Test
        void a_reconciled_user_shows_the_time_of_the_latest_reconciliation() {
            annAfter(new UserReconciled(ANN));
            assertThat(ann().reconciledAt()).isEqualTo(CREATION.plusSeconds(1));

            handle(new UserReconciled(ANN));
            assertThat(ann().reconciledAt()).isEqualTo(CREATION.plusSeconds(2));
        }

        @Test
        void a_deleted_user_has_no_row() {
            annAfter(new UserDeleted(ANN, REASON));

            assertThat(users.all()).isEmpty();
        }

        @Test
        void a_forgotten_user_has_no_row() {
            annAfter(new PersonalDataForgotten(ANN));

            assertThat(users.all()).isEmpty();
        }

        @Test
        void a_user_can_be_forgotten_after_a_deletion() {
            annAfter(new UserDeleted(ANN, REASON), new PersonalDataForgotten(ANN));

            assertThat(users.all()).isEmpty();
        }
    }

    @Nested
    class Stamps {

        @Test
        void the_time_of_creation_is_kept_and_the_others_follow_the_latest_event() {
            annAfter(new TotpEnabled(ANN), new UserLocked(ANN, null));

            assertThat(ann().createdAt()).isEqualTo(CREATION);
            assertThat(ann().updatedAt()).isEqualTo(CREATION.plusSeconds(2));
            assertThat(ann().version()).isEqualTo(2);
        }

        @Test
        void an_event_without_a_visible_change_updates_them_too() {
            annAfter(new UserRenamed(ANN, NAME));

            assertThat(ann().updatedAt()).isEqualTo(CREATION.plusSeconds(1));
            assertThat(ann().version()).isEqualTo(1);
        }
    }

    @Test
    void an_event_changes_no_other_user() {
        UserView bob = UserView.created(BOB, new PersonName("Bob"), new EmailAddress("bob@example.com"));
        users.put(bob);

        annAfter(new UserRenamed(ANN, new PersonName("Ann Doe")), new UserDeleted(ANN, null));

        assertThat(users.all()).containsExactly(bob);
    }

    @Test
    void an_event_of_a_missing_user_fails() {
        assertThatIllegalStateException().isThrownBy(() -> handle(new TotpEnabled(ANN)));
    }

    @Test
    void every_event_is_handled() {
        assertThat(Arrays.stream(UserDirectory.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(EventHandler.class))
                        .map(method -> method.getParameterTypes()[0]))
                .hasSameElementsAs(SealedFamily.members(UserEvent.class));
    }

    /** Handles the creation of Ann, and then these events. */
    private void annAfter(UserEvent... later) {
        handle(new UserCreated(ANN, NAME, EMAIL));
        Arrays.stream(later).forEach(this::handle);
    }

    /** Handles an event; there is one event a second, numbered from 0. */
    private void handle(UserEvent event) {
        Instant at = CREATION.plusSeconds(events);
        ReadModel<UserView> readModel = users.forEvent(ANN.value(), at, events);
        events++;
        switch (event) {
            case UserCreated it -> directory.on(it, readModel);
            case UserRenamed it -> directory.on(it, readModel);
            case UserEmailChanged it -> directory.on(it, readModel);
            case UserActivated it -> directory.on(it, readModel);
            case UserDeactivated it -> directory.on(it, readModel);
            case UserLocked it -> directory.on(it, readModel);
            case UserUnlocked it -> directory.on(it, readModel);
            case UserActionsRequired it -> directory.on(it, readModel);
            case UserActionCompleted it -> directory.on(it, readModel);
            case TotpEnabled it -> directory.on(it, readModel);
            case TotpRemoved it -> directory.on(it, readModel);
            case UserReconciled it -> directory.on(it, at, readModel);
            case UserDeleted it -> directory.on(it, readModel);
            case PersonalDataForgotten it -> directory.on(it, readModel);
        }
    }

    private UserView ann() {
        return users.get(ANN.value()).orElseThrow();
    }

    private void assertStatus(UserStatus status) {
        assertThat(ann().status()).isEqualTo(status);
        assertThat(ann().active()).isEqualTo(status == UserStatus.ACTIVE);
    }
}
