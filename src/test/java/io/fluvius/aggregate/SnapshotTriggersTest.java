package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateLoadTimeSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.Snapshotter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes the clock of all snapshot triggers in the JVM")
class SnapshotTriggersTest {

    private static final DomainEventMessage<String> EVENT =
            new GenericDomainEventMessage<>("thing", "a", 0, "happened");

    private final List<String> scheduled = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @BeforeEach
    void stop_the_clock() {
        InstantSource source = () -> now;
        AggregateLoadTimeSnapshotTriggerDefinition.clock = source.withZone(ZoneOffset.UTC);
    }

    @AfterEach
    void start_the_clock() {
        AggregateLoadTimeSnapshotTriggerDefinition.clock = Clock.systemUTC();
    }

    @Test
    void a_snapshot_is_scheduled_after_so_many_events() {
        SnapshotTrigger trigger = triggers(3, Duration.ZERO).prepareTrigger(String.class);

        handle(trigger, 2);
        assertThat(scheduled).isEmpty();
        handle(trigger, 1);
        assertThat(scheduled).containsExactly("a");
        handle(trigger, 2);
        assertThat(scheduled).hasSize(1);
        handle(trigger, 1);
        assertThat(scheduled).hasSize(2);
    }

    @Test
    void events_are_counted_from_one_load_to_the_next() {
        SnapshotTriggers triggers = triggers(3, Duration.ZERO);
        SnapshotTrigger trigger = triggers.prepareTrigger(String.class);
        handle(trigger, 2);
        trigger.initializationFinished();

        handle(triggers.reconfigure(String.class, trigger), 1);

        assertThat(scheduled).containsExactly("a");
    }

    @Test
    void a_snapshot_is_scheduled_after_a_slow_load() {
        SnapshotTrigger trigger = triggers(0, Duration.ofMillis(100)).prepareTrigger(String.class);
        handle(trigger, 1);
        now = now.plusMillis(100);
        handle(trigger, 5);
        assertThat(scheduled).isEmpty();

        now = now.plusMillis(1);
        handle(trigger, 1);

        assertThat(scheduled).containsExactly("a");
    }

    /** A large snapshot takes as long to read as the one that would replace it. */
    @Test
    void the_time_until_the_first_event_is_not_load_time() {
        SnapshotTrigger trigger = triggers(0, Duration.ofMillis(100)).prepareTrigger(String.class);
        now = now.plusSeconds(10);

        handle(trigger, 2);

        assertThat(scheduled).isEmpty();
    }

    @Test
    void neither_a_slow_decision_nor_the_time_between_commands_is_load_time() {
        SnapshotTriggers triggers = triggers(0, Duration.ofMillis(100));
        SnapshotTrigger trigger = triggers.prepareTrigger(String.class);
        handle(trigger, 1);
        trigger.initializationFinished();
        now = now.plusSeconds(10);
        handle(trigger, 1);

        handle(triggers.reconfigure(String.class, trigger), 1);

        assertThat(scheduled).isEmpty();
    }

    @Test
    void both_conditions_can_be_disabled() {
        SnapshotTrigger trigger = triggers(0, Duration.ZERO).prepareTrigger(String.class);
        now = now.plusSeconds(10);

        handle(trigger, 1_000);

        assertThat(scheduled).isEmpty();
    }

    @Test
    void a_trigger_of_another_type_is_replaced() {
        SnapshotTriggers triggers = triggers(1, Duration.ZERO);

        handle(triggers.reconfigure(String.class, NoSnapshotTriggerDefinition.TRIGGER), 1);

        assertThat(scheduled).containsExactly("a");
    }

    private SnapshotTriggers triggers(int afterEvents, Duration afterLoadTime) {
        Snapshotter snapshotter = (type, identifier) -> scheduled.add(identifier);
        return new SnapshotTriggers(snapshotter, new SnapshotProperties(afterEvents, afterLoadTime));
    }

    private static void handle(SnapshotTrigger trigger, int events) {
        for (int number = 0; number < events; number++) {
            trigger.eventHandled(EVENT);
        }
    }
}
