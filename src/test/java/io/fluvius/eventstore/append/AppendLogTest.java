package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.environment.DefinedDomains;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.axonframework.tracing.NoOpSpanFactory;
import org.junit.jupiter.api.Test;

class AppendLogTest {

    private final Append append = new Append(List.of(), List.of(), List.of(), List.of());
    private final ImportGate gate = new ImportGate();
    private final AppendLog log = new AppendLog(
            new GroupCommit<>(
                    group -> group.forEach(QueuedWrite::succeed),
                    new GroupCommit.Limits(10, 10, Duration.ofSeconds(10)),
                    null),
            new EventSerializer(new EventNames(DefinedDomains.find())),
            PersonalEvents.none(),
            NoOpSpanFactory.INSTANCE,
            gate,
            () -> {});

    @Test
    void an_append_during_an_import_is_refused_and_a_later_one_is_written() {
        gate.close();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> log.write(append))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));

        gate.open();
        assertThatCode(() -> log.write(append)).doesNotThrowAnyException();
    }
}
