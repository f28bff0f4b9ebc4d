package io.fluvius.console.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fluvius.command.CommandResponse;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BulkPassTest {

    private final BulkPass pass = new BulkPass(3);
    private final CompletableFuture<Boolean> sent = new CompletableFuture<>();

    private boolean sendsNext() {
        try {
            return pass.sendsNext();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void add(ProblemCode code) {
        pass.add(CommandResponse.unreadable(null, "lock-user", Problem.of(code, "No")), false, UUID.randomUUID());
    }

    @Test
    void a_paused_pass_sends_the_next_command_when_it_goes_on() {
        assertThat(sendsNext()).isTrue();
        pass.pause();
        Thread waiting = new Thread(() -> sent.complete(sendsNext()));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(pass.sent()).isEqualTo(1);

        pass.resume();
        assertThat(sent.join()).isTrue();
        assertThat(pass.sent()).isEqualTo(2);
    }

    @Test
    void a_paused_pass_can_be_stopped() {
        pass.pause();
        Thread waiting = new Thread(() -> sent.complete(sendsNext()));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        pass.stop();
        assertThat(sent.join()).isFalse();
        pass.end();
        assertThat(pass.state()).isEqualTo(BulkPass.State.STOPPED);
        assertThat(pass.sent()).isZero();
    }

    @Test
    void what_has_ended_cannot_go_on() {
        for (int command = 0; command < 3; command++) {
            sendsNext();
            add(ProblemCode.WRONG_STATE);
        }
        pass.end();
        pass.pause();
        pass.resume();
        pass.stop();
        assertThat(pass.state()).isEqualTo(BulkPass.State.DONE);
    }

    @Test
    void a_pass_that_breaks_off_is_not_done() {
        sendsNext();
        add(ProblemCode.UNAVAILABLE);
        pass.end();
        assertThat(pass.state()).isEqualTo(BulkPass.State.STOPPED);
    }

    @Test
    void refusals_are_counted_by_their_codes() {
        add(ProblemCode.WRONG_STATE);
        add(ProblemCode.NOT_FOUND);
        add(ProblemCode.WRONG_STATE);
        assertThat(pass.reasons())
                .extracting(BulkPass.Reason::code, BulkPass.Reason::count)
                .containsExactly(tuple("not-found", 1), tuple("wrong-state", 2));
        assertThat(pass.done()).isEqualTo(3);
    }
}
