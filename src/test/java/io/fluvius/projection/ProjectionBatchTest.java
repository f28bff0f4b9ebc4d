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
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** What a projection does when a batch cannot be written, without a database. */
class ProjectionBatchTest {

    private static final ViewTable<UserView> USERS = new ViewTable<>(ViewType.of("user", UserView.class));

    private final List<String> parked = new ArrayList<>();

    @Test
    void an_event_that_cannot_be_written_is_parked() {
        batch(new DataIntegrityViolationException("too long")).write();

        assertThat(parked).containsExactly("event-1");
    }

    @Test
    void a_lock_that_could_not_be_had_parks_nothing() {
        CannotAcquireLockException busy = new CannotAcquireLockException("busy");

        assertThatThrownBy(() -> batch(busy).write()).isSameAs(busy);
        assertThat(parked).isEmpty();
    }

    @Test
    void a_lost_connection_parks_nothing() {
        CannotGetJdbcConnectionException gone =
                new CannotGetJdbcConnectionException("gone", new SQLTransientConnectionException("none in time"));

        assertThatThrownBy(() -> batch(gone).write()).isSameAs(gone);
        assertThat(parked).isEmpty();
    }

    private ProjectionBatch batch(RuntimeException failure) {
        ProjectionBatch batch = new ProjectionBatch(
                "user-directory", DSL.using(SQLDialect.H2), new Failing(failure), new Parking(), KnownFailures.all());
        UUID id = UUID.randomUUID();
        batch.during(
                        new GenericDomainEventMessage<>(
                                "user", id.toString(), 0, "created", Map.of(), "event-1", Instant.EPOCH),
                        USERS)
                .insert(UserView.created(new UserId(id), new PersonName("John"), new EmailAddress("john@example.com")));
        return batch;
    }

    /** Every transaction fails. */
    private record Failing(RuntimeException failure) implements TransactionOperations {
        @Override
        public <T> T execute(TransactionCallback<T> action) {
            throw failure;
        }
    }

    private final class Parking implements DeadLetters {

        @Override
        public Set<UUID> blockedAggregates(String processingGroup, Collection<UUID> aggregates) {
            return new HashSet<>();
        }

        @Override
        public void enqueue(String processingGroup, DomainEventMessage<?> event, Throwable cause) {
            parked.add(event.getIdentifier());
        }

        @Override
        public void enqueueBlocked(String processingGroup, DomainEventMessage<?> event) {
            parked.add("behind " + event.getIdentifier());
        }
    }
}
