package io.fluvius.progress;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;

/**
 * Tells whoever waits that something has happened, on this node or on another that shares the database. Says that, not
 * what: one signal may stand for many happenings, and whoever is told looks for himself. Safe for use by many threads.
 */
public final class Signal {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> relays = new CopyOnWriteArrayList<>();

    /** It happened here. Runs every listener and relay on the calling thread. */
    public void raise() {
        relays.forEach(Runnable::run);
        raiseFromOtherNode();
    }

    /** It happened on another node. Runs every listener on the calling thread. */
    public void raiseFromOtherNode() {
        listeners.forEach(Runnable::run);
    }

    /**
     * Has a listener run whenever it happens, until what is returned is disposed of.
     *
     * @param listener quick, and throws nothing: it runs on the thread on which it happened
     */
    public Disposable addListener(Runnable listener) {
        return add(listeners, listener);
    }

    /** Has a listener run whenever it happens on this node, to tell the others. */
    public Disposable addRelay(Runnable relay) {
        return add(relays, relay);
    }

    private static Disposable add(List<Runnable> to, Runnable listener) {
        to.add(listener);
        return () -> to.remove(listener);
    }
}
