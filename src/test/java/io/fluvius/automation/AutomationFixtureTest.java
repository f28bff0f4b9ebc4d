package io.fluvius.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.domain.fixture.AutomationFixture;
import io.fluvius.domain.fixture.RecordedCommands.SentCommand;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.ActionName;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.ReconcileUser;
import io.fluvius.user.UserCommand.RemoveTotp;
import io.fluvius.user.UserEvent.UserActivated;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AutomationFixtureTest {

    private final UserId john = new UserId(UUID.randomUUID());

    @Test
    void an_event_causes_commands() throws Exception {
        AutomationFixture fixture = AutomationFixture.of(new WhenUserLockedThenRequireNewPassword());
        assertThat(fixture.when(new UserLocked(john, null)))
                .containsExactly(
                        SentCommand.to(john, new ExecuteUserAction(List.of(new ActionName("UPDATE_PASSWORD")))),
                        SentCommand.to(john, new ReconcileUser()));
    }

    @Test
    void another_event_causes_none() throws Exception {
        AutomationFixture fixture = AutomationFixture.of(new WhenUserLockedThenRequireNewPassword());

        assertThat(fixture.when(new UserActivated(john))).isEmpty();
    }

    @Test
    void a_command_may_fail() {
        AutomationFixture fixture = AutomationFixture.of(new WhenUserLockedThenRequireNewPassword())
                .givenCommandsFail(Problem.of(ProblemCode.NOT_FOUND, "There is no such user"));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> fixture.when(new UserLocked(john, null)));
    }

    @Test
    void an_automation_may_ignore_a_failure() throws Exception {
        AutomationFixture fixture = AutomationFixture.of(new WhenUserActivatedThenRemoveTotp())
                .givenCommandsFail(Problem.of(ProblemCode.NOT_FOUND, "There is no such user"));

        assertThat(fixture.when(new UserActivated(john))).containsExactly(SentCommand.to(john, new RemoveTotp()));
    }
}
