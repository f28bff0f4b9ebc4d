package io.fluvius.security;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.fluvius.access.Access;
import io.fluvius.access.Caller;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {

    @Test
    void a_session_ends_also_when_that_cannot_be_recorded() {
        OperatorActions actions = mock(OperatorActions.class);
        doThrow(Problem.of(ProblemCode.UNAVAILABLE, "no store").asException())
                .when(actions)
                .note("sign-out", "console", Map.of());
        ConsoleSessions sessions = new ConsoleSessions(actions, Access.keys(), Duration.ofHours(1));

        assertThatNoException().isThrownBy(() -> sessions.end(Caller.APPLICATION));

        verify(actions).note("sign-out", "console", Map.of());
    }
}
