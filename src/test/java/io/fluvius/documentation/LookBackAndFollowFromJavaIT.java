package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.environment.OnH2;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.Disposable;

/** Runs the code of docs/how-to/look-into-the-past.md and docs/how-to/follow-changes.md. */
@OnH2
class LookBackAndFollowFromJavaIT {

    private final Copy copy = new Copy();
    private volatile boolean running = true;

    @Autowired
    private Domains domains;

    @Autowired
    private Commands commands;

    @Autowired
    private QueryManager queries;

    @Test
    void the_past_is_read_in_java() {
        StateManager state = domains.named("user").state();
        UUID userId = create().aggregate().id();
        commands.send(userId, new LockUser(null));
        UserView before = state.at(UserView.class, userId, 1);
        UserView then = state.at(UserView.class, userId, before.updatedAt());
        commands.send(userId, new DeleteUser(null));
        Optional<HistoryEntry> deletion = state.history("user", userId)
                .filter(event -> event.data() instanceof UserDeleted)
                .findFirst();
        long newest = state.eachVersion("user", userId, version -> {
            boolean isLocked = version.event().data() instanceof UserLocked;
            return !isLocked; // ends with the first lock
        });

        assertThat(newest).isEqualTo(2);
        assertThat(deletion).map(HistoryEntry::sequence).contains(2L);
        assertThat(before.active()).isFalse();
        assertThat(then).isEqualTo(before);
    }

    @Test
    void changes_are_followed_in_java() {
        StateManager state = domains.named("user").state();
        Query<UserView> active = queries.buildQuery(UserView.class, Map.of("filter", Map.of("active", true)));
        Disposable following = state.changes(active).subscribe(change -> {
            switch (change) {
                case Change.State<UserView> it -> copy.take(it.rows(), it.begins(), it.complete());
                case Change.Changed<UserView> it -> copy.put(it.row());
                case Change.Removed<UserView> it -> copy.remove(it.id());
            }
        });
        UUID user = create().aggregate().id();
        await().until(() -> copy.rows.containsKey(user));

        commands.send(user, new LockUser(null));
        await().until(() -> !copy.rows.containsKey(user));
        following.dispose();
    }

    @Test
    void changes_are_taken_one_at_a_time() throws InterruptedException {
        StateManager state = domains.named("user").state();
        Query<UserView> active = queries.buildQuery(UserView.class, Map.of("filter", Map.of("active", true)));
        UUID user = create().aggregate().id();
        Thread taking = Thread.startVirtualThread(() -> take(state, active));
        await().until(() -> copy.rows.containsKey(user));

        running = false;
        taking.join();
    }

    private void take(StateManager state, Query<UserView> active) {
        try (ChangeSubscription<UserView> subscription = state.subscribe(active, copy.resumeToken())) {
            while (running) {
                subscription.next(Duration.ofSeconds(1)).ifPresent(copy::take);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private CommandResult create() {
        return commands.send(new CreateUser(
                new PersonName("Ida Rhodes"), new EmailAddress("ida-" + UUID.randomUUID() + "@example.com")));
    }

    /** The rows of a client. */
    private static final class Copy {

        final Map<UUID, UserView> rows = new ConcurrentHashMap<>();
        private volatile @Nullable String resumeToken;

        void take(Change<UserView> change) {
            switch (change) {
                case Change.State<UserView> it -> take(it.rows(), it.begins(), it.complete());
                case Change.Changed<UserView> it -> put(it.row());
                case Change.Removed<UserView> it -> remove(it.id());
            }
            resumeToken = change.resumeToken();
        }

        void take(List<UserView> some, boolean begins, boolean complete) {
            if (begins) {
                rows.clear();
            }
            some.forEach(this::put);
        }

        void put(UserView row) {
            rows.put(row.id().value(), row);
        }

        void remove(UUID id) {
            rows.remove(id);
        }

        @Nullable String resumeToken() {
            return resumeToken;
        }
    }
}
