package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link CommandReceipts} does. */
public abstract class CommandReceiptsContract {

    protected static final AggregateRef JOHN =
            AggregateRef.of("user", UUID.fromString("00000000-0000-4000-8000-000000000001"));

    protected abstract CommandReceipts receipts();

    @Test
    void nothing_is_known_of_a_command_that_was_never_kept() {
        assertThat(receipts().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_success_is_found_as_it_was_kept() {
        Receipt kept = success(UUID.randomUUID());
        receipts().store(kept);

        assertThat(receipts().find(kept.commandId())).contains(kept);
    }

    @Test
    void a_success_at_the_very_beginning_is_found_as_it_was_kept() {
        Receipt kept = new Receipt(UUID.randomUUID(), "create-user", JOHN, 0L, Position.START, null, null);
        receipts().store(kept);

        assertThat(receipts().find(kept.commandId())).contains(kept);
    }

    @Test
    void a_refusal_is_found_as_it_was_kept() {
        Receipt kept = failure(UUID.randomUUID());
        receipts().store(kept);

        assertThat(receipts().find(kept.commandId())).contains(kept);
    }

    @Test
    void a_refusal_keeps_the_kinds_of_its_members() {
        Problem error = new Problem(
                ProblemCode.VERSION_MISMATCH,
                "The aggregate is at version 3 \u05e9\u05dc\u05d5\u05dd \uD83D\uDE00",
                List.of(new Fault("/payload/name", "must be text"), new Fault("/payload", "is \"quoted\"")),
                Map.of("actual", 3L, "details", Map.of("userId", JOHN.id().toString()), "list", List.of("a", "b")));
        Receipt kept = new Receipt(UUID.randomUUID(), "update-user", JOHN, null, null, error, "abc");
        receipts().store(kept);

        assertThat(receipts().find(kept.commandId()).orElseThrow().error()).isEqualTo(error);
    }

    @Test
    void the_first_outcome_stays() {
        Receipt first = success(UUID.randomUUID());
        receipts().store(first);

        assertThatException().isThrownBy(() -> receipts().store(failure(first.commandId())));
        assertThat(receipts().find(first.commandId())).contains(first);
    }

    @Test
    void a_receipt_tells_its_outcome_again() {
        Receipt kept = failure(UUID.randomUUID());
        receipts().store(kept);

        CommandResponse again = receipts().find(kept.commandId()).orElseThrow().replayedResponse();

        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo(CommandResponse.Status.FAILURE);
        assertThat(again.error()).isEqualTo(kept.error());
        assertThat(again.aggregate()).isEqualTo(JOHN);
        assertThat(again.command()).isEqualTo("lock-user");
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
