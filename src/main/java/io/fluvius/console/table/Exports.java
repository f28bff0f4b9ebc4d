package io.fluvius.console.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The last exports of this node, for pages that show how far they are. Safe for use by many threads. */
@Service
class Exports {

    /** Far more than people export at the same time. */
    private static final int KEPT = 100;

    private final Map<UUID, Export> exports = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Export> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * An export and how far it is.
     *
     * @param total the number of rows when it began, which the export may miss when rows are inserted or deleted
     */
    static final class Export {

        enum State {
            RUNNING,
            DONE,
            /** The client has gone, or the rows could not be read. */
            BROKEN_OFF
        }

        private final String caller;
        private final long total;
        private volatile long rows;
        private volatile State state = State.RUNNING;

        private Export(String caller, long total) {
            this.caller = caller;
            this.total = total;
        }

        /** Only the thread that exports calls this. */
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        void add() {
            rows++;
        }

        void end(State how) {
            state = how;
        }

        public long total() {
            return total;
        }

        public long rows() {
            return rows;
        }

        public boolean isRunning() {
            return state == State.RUNNING;
        }

        public State state() {
            return state;
        }
    }

    /**
     * Begins an export with an id that its page has made.
     *
     * @param caller the name of who exports, and no other sees
     */
    synchronized Export begin(UUID id, String caller, long total) {
        Export export = new Export(caller, total);
        exports.put(id, export);
        return export;
    }

    synchronized Optional<Export> find(UUID id, String caller) {
        return Optional.ofNullable(exports.get(id)).filter(export -> export.caller.equals(caller));
    }
}
