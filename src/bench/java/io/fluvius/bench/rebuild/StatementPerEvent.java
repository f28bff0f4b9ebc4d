package io.fluvius.bench.rebuild;

import io.fluvius.domain.Text;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserEvent.UserUnlocked;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Typical event handlers, which execute one statement per event. Counts the handled events. */
@ProcessingGroup("statement-an-event")
final class StatementPerEvent {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final long expected;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long handled;

    StatementPerEvent(DataSource database, long expected) {
        this.jdbc = new JdbcTemplate(database);
        this.expected = expected;
    }

    /** Measures from the first event to the last one or to the end of the given time. */
    Rebuilder.Progress during(Duration time) throws InterruptedException {
        if (!started.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("No event was handled");
        }
        long before = handled;
        long start = System.nanoTime();
        done.await(time.toMillis(), TimeUnit.MILLISECONDS);
        return new Rebuilder.Progress(handled - before, Duration.ofNanos(System.nanoTime() - start));
    }

    @EventHandler
    void on(UserCreated event, @Timestamp Instant at, @SequenceNumber long version) {
        String name = event.name().value();
        String email = event.email().value();
        handled(jdbc.update(
                "insert into user_view (id, name, name_folded, email, email_folded, status, active, required_actions,"
                        + " totp_enabled, created_at, updated_at, version)"
                        + " values (?, ?, ?, ?, ?, 'ACTIVE', true, '{}', false, ?, ?, ?)",
                event.userId().value(),
                name,
                Text.folded(name),
                email,
                Text.folded(email),
                at.atOffset(ZoneOffset.UTC),
                at.atOffset(ZoneOffset.UTC),
                version));
    }

    @EventHandler
    void on(UserRenamed event, @Timestamp Instant at, @SequenceNumber long version) {
        String name = event.name().value();
        handled(jdbc.update(
                "update user_view set name = ?, name_folded = ?, updated_at = ?, version = ? where id = ?",
                name,
                Text.folded(name),
                at.atOffset(ZoneOffset.UTC),
                version,
                event.userId().value()));
    }

    @EventHandler
    void on(UserLocked event, @Timestamp Instant at, @SequenceNumber long version) {
        status(event.userId(), UserStatus.LOCKED, at, version);
    }

    @EventHandler
    void on(UserUnlocked event, @Timestamp Instant at, @SequenceNumber long version) {
        status(event.userId(), event.status(), at, version);
    }

    private void status(UserId user, UserStatus status, Instant at, long version) {
        handled(jdbc.update(
                "update user_view set status = ?, active = ?, updated_at = ?, version = ? where id = ?",
                status.name(),
                status == UserStatus.ACTIVE,
                at.atOffset(ZoneOffset.UTC),
                version,
                user.value()));
    }

    private void handled(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("An event concerns " + rows + " rows");
        }
        handled = handled + 1;
        started.countDown();
        if (handled == expected) {
            done.countDown();
        }
    }
}
