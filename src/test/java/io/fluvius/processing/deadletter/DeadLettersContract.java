package io.fluvius.processing.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.CapturedLog;
import io.fluvius.projection.DeadLetters;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Dead letters have no limit, because a full queue would stop the events of all aggregates. */
abstract class DeadLettersContract {

    /** More than Axon's limit of 1,024 letters of an aggregate, and of 1,024 aggregates. */
    private static final int MANY = 1_025;

    private final String group = "group-" + UUID.randomUUID();

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DSLContext dsl;

    @AfterEach
    void delete() {
        dsl.deleteFrom(DSL.table("dead_letter"))
                .where(DSL.field("processing_group").eq(group))
                .execute();
    }

    @Test
    void an_aggregate_may_have_any_number_of_letters() {
        UUID user = UUID.randomUUID();

        enqueue(IntStream.range(0, MANY).mapToObj(number -> event(user, number)));

        assertThat(deadLetters.blockedAggregates(group, List.of(user))).containsExactly(user);
        assertThat(count()).isEqualTo(MANY);
    }

    @Test
    void any_number_of_aggregates_may_have_letters_which_are_counted_and_logged() {
        enqueue(Stream.generate(UUID::randomUUID).limit(MANY).map(user -> event(user, 0)));

        assertThat(count()).isEqualTo(MANY);
        DeadLetterMonitor monitor = new DeadLetterMonitor(dsl);
        try (CapturedLog log = new CapturedLog(DeadLetterMonitor.class)) {
            monitor.warn();
            // the suite may be running on the other database, too
            assertThat(log.messages())
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message).contains("events are parked as dead letters"));
        }
    }

    /** As after a token was set back. */
    @Test
    void an_event_that_is_delivered_again_is_parked_once() {
        DomainEventMessage<?> failed = event(UUID.randomUUID(), 0);
        enqueue(Stream.of(failed));

        new TransactionTemplate(transactions)
                .executeWithoutResult(transaction -> deadLetters.enqueueBlocked(group, failed));

        assertThat(count()).isEqualTo(1);
    }

    private void enqueue(Stream<DomainEventMessage<?>> events) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(transaction -> events.forEach(
                        event -> deadLetters.enqueue(group, event, new IllegalStateException("No row has this id"))));
    }

    private static DomainEventMessage<?> event(UUID user, long sequence) {
        return new GenericDomainEventMessage<>("user", user.toString(), sequence, "event");
    }

    private int count() {
        return dsl.fetchCount(
                DSL.table("dead_letter"), DSL.field("processing_group").eq(group));
    }
}
