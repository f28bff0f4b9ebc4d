package io.fluvius.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.fluvius.access.Access;
import io.fluvius.operations.OperatorAction;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.operations.OperatorPolicy;
import io.fluvius.problem.Failures;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class RecordedActionsTest {

    private final ActionRecords records = mock();
    private final AtomicBoolean hasRun = new AtomicBoolean();

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    /** Jane may do everything but export. */
    private static final class NoExports implements OperatorPolicy {

        @Override
        public String actor() {
            return "jane";
        }

        @Override
        public boolean isAllowed(String actor, String action, @Nullable String target) {
            return !action.equals("export-log");
        }
    }

    @Test
    void what_is_not_allowed_does_not_run_and_is_recorded() {
        assertThatThrownBy(() -> run("export-log"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.FORBIDDEN));

        assertThat(hasRun).isFalse();
        OperatorAction refused = recorded();
        assertThat(refused.actor()).isEqualTo("jane");
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(refused.endedAt()).isNotNull();
        verify(records, never()).end(any(), any(), any(), any(), any());
    }

    @Test
    void what_is_allowed_runs() {
        run("create-backup");

        assertThat(hasRun).isTrue();
        verify(records).end(any(), any(), eq(Outcome.DONE), any(), any());
    }

    @Test
    void what_cannot_be_recorded_does_not_run() {
        doThrow(new IllegalStateException("the database is down")).when(records).add(any());

        assertThatThrownBy(() -> run("create-backup")).isInstanceOf(ProblemException.class);

        assertThat(hasRun).isFalse();
    }

    @Test
    void an_end_that_cannot_be_recorded_is_not_a_failure_of_the_action() {
        doThrow(new IllegalStateException("the database is down")).when(records).end(any(), any(), any(), any(), any());

        run("create-backup");

        assertThat(hasRun).isTrue();
    }

    @Test
    void without_sign_in_a_request_is_anonymous() {
        CallerPolicy policy = new CallerPolicy(Access.open());
        assertThat(policy.actor()).isEqualTo("application");

        MockHttpServletRequest request = new MockHttpServletRequest();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(policy.actor()).isEqualTo("anonymous");
        assertThat(policy.isAllowed("anonymous", "export-log", null)).isTrue();
    }

    private void run(String action) {
        actions().run(action, "all", Map.of(), () -> hasRun.getAndSet(true));
    }

    private RecordedActions actions() {
        return new RecordedActions(records, new NoExports(), new Failures(List.of()), "node", Clock.systemUTC());
    }

    private OperatorAction recorded() {
        ArgumentCaptor<OperatorAction> action = ArgumentCaptor.captor();
        verify(records).add(action.capture());
        return action.getValue();
    }
}
