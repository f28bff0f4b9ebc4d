package io.fluvius.axonserver;

import io.fluvius.eventstore.log.EventDestination;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.eventstore.log.LoggedReceipt;
import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Imports events into Axon Server, which does not share the transaction of the database, and cannot delete events. A mark in the database says
 * that an import has begun. If the import is interrupted, no node starts until the same log is imported again. Safe for use by many threads.
 *
 * @param receiptsKeptFor the age from which receipts are purged
 */
record AxonServerImports(ServerEvents server, StoredEvents forms, ImportMark mark, Duration receiptsKeptFor)
        implements EventDestination {

    @Override
    public Optional<String> obstacle() {
        return mark.isSet() || server.head() < 0
                ? Optional.empty()
                : Optional.of("The store is not empty, because Axon Server contains events;"
                        + " a log can be imported into an empty store only.");
    }

    @Override
    public void begin() {
        obstacle().ifPresent(obstacle -> {
            throw new LogImport.RefusedException(obstacle, null);
        });
        // an import that goes on with what another one has stored
        mark.setIncomplete(mark.isSet() && server.head() >= 0);
        mark.set();
    }

    @Override
    public Import open(Connection transaction, Consumer<LoggedReceipt> receipts) throws IOException {
        Instant oldest = Instant.now().minus(receiptsKeptFor);
        return new AxonServerImport(server, forms, new DerivedReceipts(oldest, receipts), mark);
    }

    @Override
    public void end() {
        mark.remove();
    }

    /** A rough estimate: sending the events is quicker than reading and checking them. */
    @Override
    public double shareOfReading() {
        return 0.7;
    }

    @Override
    public boolean isIncomplete() {
        return mark.isIncomplete();
    }

    /** @throws StartupRefusedException if an import was interrupted */
    void requireComplete() {
        if (!mark.isSet()) {
            return;
        }
        if (server.head() >= 0) {
            throw new StartupRefusedException(
                    "An import of a log into Axon Server was interrupted.",
                    "Import the same log again on the command line, which stores the rest of it;"
                            + " or begin again with an empty Axon Server and an empty database.");
        }
        mark.removeAll();
    }
}
