package io.fluvius.bench.command;

import io.fluvius.Domain;
import io.fluvius.Domains;
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
 * The subject of the measurement: commands with name and payload, processed by the complete application. Its event
 * processors are stopped, because the peers have no projection.
 */
final class Subject implements Creator {

    static final String NAME = "Fluvius";

    private static final String EVENTS = "domain_event";

    private final String name;
    private final Application application;
    private final Domain users;
    private final RowCounter rows;
    private final RowCounter updateRows;

    Subject(Database database) throws SQLException {
        this(NAME, database);
    }

    Subject(String name, Database database) throws SQLException {
        this.name = name;
        this.application = Application.start(database.settings());
        this.users = application.bean(Domains.class).named("user");
        application.awaitState();
        application
                .bean(EventProcessingConfiguration.class)
                .eventProcessors()
                .values()
                .forEach(EventProcessor::shutDown);
        this.rows = RowCounter.of(database, EVENTS, "unique_value");
        this.updateRows = RowCounter.of(database, EVENTS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void create(NewUser user) {
        requireSuccess(send(creation(user)));
    }

    void rename(UUID user, String name) {
        requireSuccess(send(renaming(user, name)));
    }

    Command creation(NewUser user) {
        return users.createCommand("create-user", Map.of("name", user.name(), "email", user.email()));
    }

    Command renaming(UUID user, String name) {
        return users.createCommand("update-user", Map.of("name", name), AggregateRef.of("user", user));
    }

    CommandResponse send(Command command) {
        return users.executeCommand(command);
    }

    /** Starts the event processors and waits until they have read all events. */
    void startProcessors() {
        application
                .bean(EventProcessingConfiguration.class)
                .eventProcessors()
                .values()
                .forEach(EventProcessor::start);
        application.awaitState();
    }

    /** Counts users whose unique e-mail address is also stored. */
    @Override
    public RowCounter rows() {
        return rows;
    }

    /** Counts the rows of update commands. */
    RowCounter updateRows() {
        return updateRows;
    }

    @Override
    public void close() {
        application.close();
    }

    private static void requireSuccess(CommandResponse response) {
        if (!response.isSuccess()) {
            throw new WrongAnswerException("Fluvius returned " + response);
        }
    }
}
