package io.fluvius.progress;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;

/**
 * Notifies listeners that something changed, on this node or on another node that shares the database. A signal does not
 * say what changed, and may be raised once for several changes; listeners look up the changes themselves. Safe for use by
 * many threads.
 */
public final class Signal {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> relays = new CopyOnWriteArrayList<>();

    /** Signals a change on this node. Runs all relays and listeners on the calling thread. */
    public void raise() {
        relays.forEach(Runnable::run);
        raiseFromOtherNode();
    }

    /** Signals a change on another node. Runs all listeners on the calling thread. */
    public void raiseFromOtherNode() {
        listeners.forEach(Runnable::run);
    }

    /**
     * Adds a listener, which runs at every signal until the result is disposed of.
     *
     * @param listener returns quickly and throws no exception, because it runs on the thread that raises the signal
     */
    public Disposable addListener(Runnable listener) {
        return add(listeners, listener);
    }

    /**
     * Adds a relay, which runs at every change on this node until the result is disposed of, and passes the signal on to the
     * other nodes.
     *
     * @param relay returns quickly and throws no exception, because it runs on the thread that raises the signal
     */
    public Disposable addRelay(Runnable relay) {
        return add(relays, relay);
    }

    private static Disposable add(List<Runnable> to, Runnable listener) {
        to.add(listener);
        return () -> to.remove(listener);
    }
}
