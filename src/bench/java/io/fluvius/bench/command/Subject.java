package io.fluvius.bench.command;

import io.fluvius.Domain;
import io.fluvius.bench.Application;
import io.fluvius.bench.Database;
import io.fluvius.bench.WrongAnswerException;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;

/**
 * What is measured: commands by their name and payload through the command processor of the whole application. Its
 * projection stands still meanwhile, for no peer has one.
 */
final class Subject implements Creator {

    static final String NAME = "Fluvius";

    private static final String EVENTS = "domain_event";
    private static final String RECEIPTS = "command_receipt";

    private final Application application;
    private final Domain users;
    private final Rows rows;
    private final Rows renamings;

    Subject(Database database) throws SQLException {
        this.application = Application.start(database.settings());
        this.users = application.part(Domain.class);
        application.awaitState();
        application
                .part(EventProcessingConfiguration.class)
                .eventProcessors()
                .values()
                .forEach(EventProcessor::shutDown);
        this.rows = Rows.of(database, EVENTS, RECEIPTS, "unique_value");
        this.renamings = Rows.of(database, EVENTS, RECEIPTS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void create(Newcomer newcomer) {
        process(users.createCommand("create-user", Map.of("name", newcomer.name(), "email", newcomer.email())));
    }

    void rename(UUID user, String name) {
        process(users.createCommand("update-user", Map.of("name", name), AggregateRef.of("user", user)));
    }

    /** A user counts only with what belongs to it: the e-mail address is taken, and the command has its receipt. */
    @Override
    public Rows rows() {
        return rows;
    }

    /** Where each renaming makes a row. */
    Rows renamings() {
        return renamings;
    }

    @Override
    public void close() {
        application.close();
    }

    private void process(Command command) {
        CommandResponse response = users.processCommand(command).join();
        if (!response.isSuccess()) {
            throw new WrongAnswerException("Fluvius answers " + response);
        }
    }
}
