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
    class What_is_shown {

        @Test
        void a_created_user_is_active_and_has_nothing_to_do() {
            happened(new UserCreated(ANN, NAME, EMAIL));

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
            annWith(new UserRenamed(ANN, new PersonName("Ann Doe")));

            assertThat(ann().name()).isEqualTo(new PersonName("Ann Doe"));
            assertThat(ann().email()).isEqualTo(EMAIL);
        }

        @Test
        void a_user_has_the_new_email() {
            annWith(new UserEmailChanged(ANN, new EmailAddress("doe@example.com")));

            assertThat(ann().email()).isEqualTo(new EmailAddress("doe@example.com"));
            assertThat(ann().name()).isEqualTo(NAME);
        }

        @Test
        void a_deactivated_user_is_not_active_for_that_reason() {
            annWith(new UserDeactivated(ANN, REASON));

            assertStatus(UserStatus.DEACTIVATED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);
        }

        @Test
        void a_user_who_was_deactivated_without_a_reason_has_none() {
            annWith(new UserDeactivated(ANN, null));

            assertStatus(UserStatus.DEACTIVATED);
            assertThat(ann().deactivationReason()).isNull();
        }

        @Test
        void an_activated_user_is_active_and_no_longer_deactivated_for_a_reason() {
            annWith(new UserDeactivated(ANN, REASON), new UserActivated(ANN));

            assertStatus(UserStatus.ACTIVE);
            assertThat(ann().deactivationReason()).isNull();
        }

        @Test
        void a_locked_user_is_not_active() {
            annWith(new UserLocked(ANN, REASON));

            assertStatus(UserStatus.LOCKED);
            assertThat(ann().deactivationReason()).isNull();
        }

        @Test
        void an_unlocked_user_has_the_status_that_the_event_says() {
            annWith(new UserLocked(ANN, null), new UserUnlocked(ANN, UserStatus.ACTIVE));

            assertStatus(UserStatus.ACTIVE);
        }

        @Test
        void a_user_who_is_deactivated_while_locked_stays_locked_until_unlocked() {
            annWith(new UserLocked(ANN, null), new UserDeactivated(ANN, REASON));

            assertStatus(UserStatus.LOCKED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);

            happened(new UserUnlocked(ANN, UserStatus.DEACTIVATED));

            assertStatus(UserStatus.DEACTIVATED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);
        }

        @Test
        void a_user_who_is_locked_while_deactivated_keeps_the_reason() {
            annWith(new UserDeactivated(ANN, REASON), new UserLocked(ANN, null));

            assertStatus(UserStatus.LOCKED);
            assertThat(ann().deactivationReason()).isEqualTo(REASON);
        }

        @Test
        void required_actions_add_up() {
            annWith(new UserActionsRequired(ANN, Set.of(VERIFY)), new UserActionsRequired(ANN, Set.of(VERIFY, SIGN)));

            assertThat(ann().requiredActions()).containsExactlyInAnyOrder("VERIFY_EMAIL", "sign_terms");
        }

        @Test
        void a_completed_action_is_not_required_any_more() {
            annWith(new UserActionsRequired(ANN, Set.of(VERIFY, SIGN)), new UserActionCompleted(ANN, VERIFY));

            assertThat(ann().requiredActions()).containsExactly("sign_terms");
        }

        @Test
        void one_time_passwords_are_on_once_enabled() {
            annWith(new TotpEnabled(ANN));

            assertThat(ann().totpEnabled()).isTrue();
        }

        @Test
        void one_time_passwords_are_off_once_removed() {
            annWith(new TotpEnabled(ANN), new TotpRemoved(ANN));

            assertThat(ann().totpEnabled()).isFalse();
        }

        @Test
        void a_reconciled_user_shows_the_time_of_the_latest_reconciliation() {
            annWith(new UserReconciled(ANN));
            assertThat(ann().reconciledAt()).isEqualTo(CREATION.plusSeconds(1));

            happened(new UserReconciled(ANN));
            assertThat(ann().reconciledAt()).isEqualTo(CREATION.plusSeconds(2));
        }

        @Test
        void a_deleted_user_is_not_shown() {
            annWith(new UserDeleted(ANN, REASON));

            assertThat(users.all()).isEmpty();
        }
    }

    @Nested
    class Stamps {

        @Test
        void the_time_of_creation_stays_and_the_others_follow_the_latest_event() {
            annWith(new TotpEnabled(ANN), new UserLocked(ANN, null));

            assertThat(ann().createdAt()).isEqualTo(CREATION);
            assertThat(ann().updatedAt()).isEqualTo(CREATION.plusSeconds(2));
            assertThat(ann().version()).isEqualTo(2);
        }

        @Test
        void an_event_that_shows_nothing_new_moves_them_too() {
            annWith(new UserRenamed(ANN, NAME));

            assertThat(ann().updatedAt()).isEqualTo(CREATION.plusSeconds(1));
            assertThat(ann().version()).isEqualTo(1);
        }
    }

    @Test
    void an_event_changes_no_other_user() {
        UserView bob = UserView.created(BOB, new PersonName("Bob"), new EmailAddress("bob@example.com"));
        users.put(bob);

        annWith(new UserRenamed(ANN, new PersonName("Ann Doe")), new UserDeleted(ANN, null));

        assertThat(users.all()).containsExactly(bob);
    }

    @Test
    void an_event_of_a_user_who_is_not_there_is_an_error() {
        assertThatIllegalStateException().isThrownBy(() -> happened(new TotpEnabled(ANN)));
    }

    @Test
    void every_event_is_handled() {
        assertThat(Arrays.stream(UserDirectory.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(EventHandler.class))
                        .map(method -> method.getParameterTypes()[0]))
                .hasSameElementsAs(SealedFamily.members(UserEvent.class));
    }

    /** Ann was created, and then this happened. */
    private void annWith(UserEvent... later) {
        happened(new UserCreated(ANN, NAME, EMAIL));
        Arrays.stream(later).forEach(this::happened);
    }

    /** One event a second, numbered from 0. */
    private void happened(UserEvent event) {
        Instant at = CREATION.plusSeconds(events);
        ReadModel<UserView> during = users.forEvent(at, events);
        events++;
        switch (event) {
            case UserCreated it -> directory.on(it, during);
            case UserRenamed it -> directory.on(it, during);
            case UserEmailChanged it -> directory.on(it, during);
            case UserActivated it -> directory.on(it, during);
            case UserDeactivated it -> directory.on(it, during);
            case UserLocked it -> directory.on(it, during);
            case UserUnlocked it -> directory.on(it, during);
            case UserActionsRequired it -> directory.on(it, during);
            case UserActionCompleted it -> directory.on(it, during);
            case TotpEnabled it -> directory.on(it, during);
            case TotpRemoved it -> directory.on(it, during);
            case UserReconciled it -> directory.on(it, at, during);
            case UserDeleted it -> directory.on(it, during);
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
