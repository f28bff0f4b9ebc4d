package io.fluvius.progress;

import io.fluvius.problem.Redaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Notifies listeners that something changed, on this node or on another node that shares the database. A signal does not
 * say what changed, and may be raised once for several changes; listeners look up the changes themselves. Safe for use by
 * many threads.
 */
public final class Signal {

    private static final Logger LOG = LoggerFactory.getLogger(Signal.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> relays = new CopyOnWriteArrayList<>();

    /**
     * Signals a change on this node. Runs all relays and listeners on the calling thread; an exception of one of them is
     * logged, because the change has taken place.
     */
    public void raise() {
        relays.forEach(Signal::run);
        raiseFromOtherNode();
    }

    /** Signals a change on another node. Runs all listeners on the calling thread, as {@link #raise} does. */
    public void raiseFromOtherNode() {
        listeners.forEach(Signal::run);
    }

    /**
     * Adds a listener, which runs at every signal until the result is disposed of.
     *
     * @param listener returns quickly, because it runs on the thread that raises the signal
     */
    public Disposable addListener(Runnable listener) {
        return add(listeners, listener);
    }

    /**
     * Adds a relay, which runs at every change on this node until the result is disposed of, and passes the signal on to the
     * other nodes.
     *
     * @param relay returns quickly, because it runs on the thread that raises the signal
     */
    public Disposable addRelay(Runnable relay) {
        return add(relays, relay);
    }

    private static void run(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException failure) {
            LOG.error("A listener of a signal failed", Redaction.redact(failure));
        }
    }

    private static Disposable add(List<Runnable> to, Runnable listener) {
        to.add(listener);
        return () -> to.remove(listener);
    }
}
