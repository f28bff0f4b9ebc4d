package io.fluvius.query.gateway;

import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import java.time.Duration;
import java.util.List;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryMessage;

/**
 * Sends live changes as updates of subscription queries, each from a virtual thread of its own, until the subscription ends.
 * Safe for use by many threads.
 */
final class SubscriptionUpdates {

    /** The interval at which a waiting thread checks whether its subscription has ended. */
    private static final Duration END_CHECK = Duration.ofSeconds(1);

    private final StateManager state;
    private final QueryUpdateEmitter emitter;

    SubscriptionUpdates(StateManager state, QueryUpdateEmitter emitter) {
        this.state = state;
        this.emitter = emitter;
    }

    /** Sends the changes from now on that match the filter of a query. State that is read afterwards includes all earlier ones. */
    <V extends Record> void follow(SubscriptionQueryMessage<?, ?, ?> subscription, Query<V> query) {
        String now = state.position(query.view().resource()).toString();
        ChangeSubscription<V> changes = state.subscribe(query, now);
        Thread.ofVirtual().name("subscription-query").start(() -> forward(subscription, changes));
    }

    private <V extends Record> void forward(
            SubscriptionQueryMessage<?, ?, ?> subscription, ChangeSubscription<V> changes) {
        try (changes) {
            while (isActive(subscription)) {
                changes.next(END_CHECK).ifPresent(change -> emit(subscription, change));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            emitter.completeExceptionally(other -> isSame(subscription, other), failure);
        }
    }

    private boolean isActive(SubscriptionQueryMessage<?, ?, ?> subscription) {
        return emitter.activeSubscriptions().stream().anyMatch(other -> isSame(subscription, other));
    }

    private <V extends Record> void emit(SubscriptionQueryMessage<?, ?, ?> subscription, Change<V> change) {
        Class<?> expected = subscription.getUpdateResponseType().getExpectedResponseType();
        List<?> updates = Change.class.isAssignableFrom(expected) ? List.of(change) : rows(change);
        updates.forEach(update -> emitter.emit(other -> isSame(subscription, other), update));
    }

    private static <V extends Record> List<V> rows(Change<V> change) {
        return switch (change) {
            case Change.State<V> state -> state.rows();
            case Change.Changed<V> changed -> List.of(changed.row());
            case Change.Removed<V> removed -> List.of();
        };
    }

    private static boolean isSame(SubscriptionQueryMessage<?, ?, ?> one, SubscriptionQueryMessage<?, ?, ?> other) {
        return one.getIdentifier().equals(other.getIdentifier());
    }
}
