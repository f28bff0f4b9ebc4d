package io.fluvius.user.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.fixture.RecordedCommands;
import io.fluvius.domain.fixture.RecordedCommands.SentCommand;
import io.fluvius.user.ActionName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.UserActionCompleted;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverdueActionsTest {

    private static final UserId ANN = UserId.of("01900000-0000-7000-8000-00000000000a");
    private static final ActionName VERIFY = new ActionName("VERIFY_EMAIL");
    private static final ActionName SIGN = new ActionName("SIGN_TERMS");
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    private final SagaTestFixture<OverdueActions> saga = new SagaTestFixture<>(OverdueActions.class);
    private final RecordedCommands commands = new RecordedCommands();

    @BeforeEach
    void registerCommands() {
        saga.registerResource(commands);
    }

    @Test
    void actions_without_a_time_are_never_overdue() {
        saga.givenNoPriorActivity()
                .whenPublishingA(new UserActionsRequired(ANN, Set.of(VERIFY)))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void actions_with_a_time_have_a_deadline() {
        saga.givenCurrentTime(NOW)
                .whenPublishingA(new UserActionsRequired(ANN, Set.of(VERIFY), TOMORROW))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(TOMORROW, "user-actions-overdue");
    }

    @Test
    void a_user_who_does_not_complete_them_is_deactivated() {
        saga.givenCurrentTime(NOW)
                .andThenAPublished(new UserActionsRequired(ANN, new LinkedHashSet<>(List.of(VERIFY, SIGN)), TOMORROW))
                .andThenAPublished(new UserActionCompleted(ANN, SIGN))
                .whenTimeElapses(Duration.ofDays(2))
                .expectActiveSagas(0);

        assertThat(commands.sent())
                .containsExactly(SentCommand.to(
                        ANN, new DeactivateUser(new Reason("Not completed by 2026-11-28T10:00:00Z: VERIFY_EMAIL"))));
    }

    @Test
    void completing_the_last_action_cancels_the_deadline() {
        saga.givenCurrentTime(NOW)
                .andThenAPublished(new UserActionsRequired(ANN, Set.of(VERIFY), TOMORROW))
                .whenPublishingA(new UserActionCompleted(ANN, VERIFY))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void a_user_who_is_deleted_is_not_deactivated() {
        saga.givenCurrentTime(NOW)
                .andThenAPublished(new UserActionsRequired(ANN, Set.of(VERIFY), TOMORROW))
                .whenPublishingA(new UserDeleted(ANN, null))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void a_user_who_is_forgotten_is_not_deactivated() {
        saga.givenCurrentTime(NOW)
                .andThenAPublished(new UserActionsRequired(ANN, Set.of(VERIFY), TOMORROW))
                .whenPublishingA(new PersonalDataForgotten(ANN))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void actions_that_are_required_later_have_a_deadline_of_their_own() {
        saga.givenCurrentTime(NOW)
                .andThenAPublished(new UserActionsRequired(ANN, Set.of(VERIFY), TOMORROW))
                .andThenAPublished(new UserActionsRequired(ANN, Set.of(SIGN), TOMORROW.plusSeconds(1)))
                .whenPublishingA(new UserActionCompleted(ANN, VERIFY))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(TOMORROW.plusSeconds(1), "user-actions-overdue");
    }

    @Test
    void the_reason_has_at_most_500_characters() {
        Set<ActionName> many = new LinkedHashSet<>(IntStream.range(0, 20)
                .mapToObj(number -> new ActionName("A".repeat(90) + "_" + number))
                .toList());
        saga.givenCurrentTime(NOW)
                .andThenAPublished(new UserActionsRequired(ANN, many, TOMORROW))
                .whenTimeElapses(Duration.ofDays(2));

        assertThat(commands.sent()).singleElement().satisfies(sent -> {
            Reason reason = ((DeactivateUser) sent.command()).reason();
            assertThat(reason.value()).hasSize(500).startsWith("Not completed by ");
        });
    }
}
