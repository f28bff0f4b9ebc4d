package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.KnownFailures;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Batches that cannot be written, without a database. */
class ProjectionBatchTest {

    private static final ViewTable<UserView> USERS = new ViewTable<>(ViewType.of("user", UserView.class));

    private final List<String> enqueued = new ArrayList<>();

    @Test
    void an_event_that_cannot_be_written_becomes_a_dead_letter() {
        batch(new DataIntegrityViolationException("too long")).write();

        assertThat(enqueued).containsExactly("event-1");
    }

    @Test
    void a_lock_timeout_enqueues_no_dead_letter() {
        CannotAcquireLockException timeout = new CannotAcquireLockException("lock timeout");

        assertThatThrownBy(() -> batch(timeout).write()).isSameAs(timeout);
        assertThat(enqueued).isEmpty();
    }

    @Test
    void a_lost_connection_enqueues_no_dead_letter() {
        CannotGetJdbcConnectionException lost = new CannotGetJdbcConnectionException(
                "connection lost", new SQLTransientConnectionException("connection timeout"));

        assertThatThrownBy(() -> batch(lost).write()).isSameAs(lost);
        assertThat(enqueued).isEmpty();
    }

    private ProjectionBatch batch(RuntimeException failure) {
        ProjectionBatch batch = new ProjectionBatch(
                "user-directory",
                DSL.using(new DefaultConfiguration().set(SQLDialect.H2).set(new FailingTransactions(failure))),
                new RecordedDeadLetters(),
                KnownFailures.all());
        UUID id = UUID.randomUUID();
        batch.changes(new GenericDomainEventMessage<>(
                        "user", id.toString(), 0, "created", Map.of(), "event-1", Instant.EPOCH))
                .readModel(USERS)
                .insert(UserView.created(new UserId(id), new PersonName("John"), new EmailAddress("john@example.com")));
        return batch;
    }

    private record FailingTransactions(RuntimeException failure) implements TransactionProvider {

        @Override
        public void begin(TransactionContext context) {
            throw failure;
        }

        @Override
        public void commit(TransactionContext context) {
            throw new AssertionError("nothing was written");
        }

        @Override
        public void rollback(TransactionContext context) {
            // nothing was written
        }
    }

    private final class RecordedDeadLetters implements DeadLetters {

        @Override
        public Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> aggregates) {
            return new HashSet<>();
        }

        @Override
        public void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause) {
            enqueued.add(event.getIdentifier());
        }

        @Override
        public void enqueueBlocked(String processingGroup, DomainEventMessage<?> event) {
            enqueued.add("blocked " + event.getIdentifier());
        }
    }
}
