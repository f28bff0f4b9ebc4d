package io.fluvius.eventstore.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jooq.DSLContext;

/** Where the events of an imported log are stored. Used by one import at a time. */
public interface EventDestination {

    /** Why events cannot be stored, as a sentence for a person; empty if there are no events. */
    Optional<String> obstacle();

    /**
     * Begins an import, before its transaction writes anything.
     *
     * @throws LogImport.RefusedException if there is an {@link #obstacle}
     */
    void begin();

    /**
     * Opens the import.
     *
     * @param receipts receives the receipts that the events imply, if this destination does not look them up in the events
     */
    Import open(Connection transaction, Consumer<LoggedReceipt> receipts) throws SQLException, IOException;

    /** Called when the transaction has ended and the import is not incomplete. */
    void end();

    /** The share of the time of an import until all events have been added, from 0 to 1; an estimate, which the progress shows. */
    double shareOfReading();

    /** Whether events of an import that has failed are stored. Importing the same log again stores the rest of them. */
    boolean isIncomplete();

    /** The import of one log. Closed before its transaction ends, or after it. Belongs to one thread. */
    interface Import extends AutoCloseable {

        /** @throws LogImport.RefusedException if the event cannot be stored */
        void add(LoggedEvent event);

        /** Called when all events have been added. */
        void end() throws SQLException;

        /**
         * Stores what was added, when all of it has been accepted and only the commit of the transaction is left to do.
         *
         * @param progress receives the share of the events that are stored, from 0 to 1
         */
        void store(DSLContext transaction, DoubleConsumer progress) throws SQLException, IOException;

        /** The transaction is committed. */
        void committed();

        @Override
        void close() throws SQLException, IOException;
    }
}
