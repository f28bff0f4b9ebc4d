package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.user.UserCommand.LockUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link CommandReceipts}, run against every implementation. */
public abstract class CommandReceiptsContract {

    protected static final AggregateRef JOHN =
            AggregateRef.of("user", UUID.fromString("00000000-0000-4000-8000-000000000001"));

    protected abstract CommandReceipts receipts();

    @Test
    void a_command_without_a_receipt_is_not_found() {
        assertThat(receipts().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_receipt_of_success_is_found_unchanged() {
        Receipt stored = success(UUID.randomUUID());
        receipts().store(stored);

        assertThat(receipts().find(stored.commandId())).contains(stored);
    }

    @Test
    void a_receipt_with_the_start_position_is_found_unchanged() {
        Receipt stored = new Receipt(UUID.randomUUID(), "create-user", JOHN, 0L, Position.START, null, null);
        receipts().store(stored);

        assertThat(receipts().find(stored.commandId())).contains(stored);
    }

    @Test
    void a_receipt_of_failure_is_found_unchanged() {
        Receipt stored = failure(UUID.randomUUID());
        receipts().store(stored);

        assertThat(receipts().find(stored.commandId())).contains(stored);
    }

    @Test
    void the_types_of_the_members_of_a_problem_are_preserved() {
        Problem error = new Problem(
                ProblemCode.VERSION_MISMATCH,
                "The aggregate is at version 3 \u05e9\u05dc\u05d5\u05dd \uD83D\uDE00",
                List.of(new Fault("/payload/name", "must be text"), new Fault("/payload", "is \"quoted\"")),
                Map.of("actual", 3L, "details", Map.of("userId", JOHN.id().toString()), "list", List.of("a", "b")));
        Receipt stored = new Receipt(UUID.randomUUID(), "update-user", JOHN, null, null, error, "abc");
        receipts().store(stored);

        assertThat(receipts().find(stored.commandId()).orElseThrow().error()).isEqualTo(error);
    }

    @Test
    void a_second_receipt_is_rejected_and_the_first_one_stays() {
        Receipt first = success(UUID.randomUUID());
        receipts().store(first);

        assertThatException().isThrownBy(() -> receipts().store(failure(first.commandId())));
        assertThat(receipts().find(first.commandId())).contains(first);
    }

    @Test
    void a_receipt_replays_its_response() {
        Command lock = new Command(UUID.randomUUID(), "lock-user", JOHN, true, new LockUser(null), null, Map.of());
        Problem error = Problem.of(ProblemCode.REJECTED, "The user is locked").with("rejection", "user-locked");
        Receipt stored = Receipt.ofFailure(lock, error);
        receipts().store(stored);

        CommandResponse replayed =
                receipts().find(stored.commandId()).orElseThrow().responseTo(lock);

        assertThat(replayed.replayed()).isTrue();
        assertThat(replayed.status()).isEqualTo(CommandResponse.Status.FAILURE);
        assertThat(replayed.error()).isEqualTo(stored.error());
        assertThat(replayed.aggregate()).isEqualTo(JOHN);
        assertThat(replayed.command()).isEqualTo("lock-user");
    }

    protected static Receipt success(UUID commandId) {
        return new Receipt(
                commandId, "create-user", JOHN, Long.MAX_VALUE, new Position(4_000_000_000L), null, "f".repeat(64));
    }

    protected static Receipt failure(UUID commandId) {
        Problem error = Problem.of(ProblemCode.REJECTED, "The user is locked").with("rejection", "user-locked");
        return new Receipt(commandId, "lock-user", JOHN, null, null, error, "abc");
    }
}
