package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemCode;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A receipt of version 0.1.0 of a creating command, whose fingerprint does not contain the aggregate. */
class ReceiptOfReleaseTest {

    private final UUID id = UUID.randomUUID();
    private final AggregateRef ann = AggregateRef.of("user", UUID.randomUUID());
    private final Command creation = creation(ann);
    private final Receipt receipt = new Receipt(
            id,
            null,
            ann,
            0L,
            new Position(3),
            null,
            creation.withGeneratedAggregate().fingerprint());

    @Test
    void answers_the_same_command_on_the_same_aggregate() {
        CommandResponse again = receipt.responseTo(creation);

        assertThat(again.isSuccess()).isTrue();
        assertThat(again.replayed()).isTrue();
    }

    @Test
    void is_that_of_another_command_for_another_aggregate() {
        CommandResponse other = receipt.responseTo(creation(AggregateRef.of("user", UUID.randomUUID())));

        assertThat(other.error().code()).isEqualTo(ProblemCode.COMMAND_ID_REUSED);
    }

    private Command creation(AggregateRef aggregate) {
        CreateUser payload = new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com"));
        return new Command(id, "create-user", aggregate, true, payload, null, Map.of());
    }
}
