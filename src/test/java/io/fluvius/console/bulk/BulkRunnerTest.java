package io.fluvius.console.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A pass whose caller loses the credentials. */
class BulkRunnerTest {

    @Test
    void no_command_is_sent_after_the_credentials_of_the_caller_were_revoked() {
        List<UUID> aggregates = Stream.generate(UUID::randomUUID).limit(10).toList();
        List<UUID> sent = new ArrayList<>();
        BulkPass pass = new BulkPass(aggregates.size());

        BulkRunner.pass(aggregates, pass, () -> sent.size() < 3, aggregate -> {
            sent.add(aggregate);
            return CompletableFuture.completedFuture(null);
        });

        assertThat(sent).isEqualTo(aggregates.subList(0, 3));
        assertThat(pass.copy().state()).isEqualTo(BulkPass.State.STOPPED);
    }
}
