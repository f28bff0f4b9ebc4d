package io.fluvius.bench.rebuild;

import io.fluvius.bench.Application;
import io.fluvius.bench.Database;
import java.time.Duration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;

/** What is measured: the application's own processor, whose tokens are reset. */
final class Subject implements Rebuilder {

    static final String NAME = "Fluvius";

    private final String name;
    private final Database database;
    private final Application application;
    private final long events;

    Subject(String name, Database database) throws Exception {
        this.name = name;
        this.database = database;
        this.application = Application.start(database.settings());
        this.events = database.number("select count(*) from domain_event");
        application.awaitState();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Progress rebuild() throws Exception {
        StreamingEventProcessor processor = application
                .bean(EventProcessingConfiguration.class)
                .eventProcessor("user-directory", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        database.execute("truncate user_view");
        processor.resetTokens();
        long start = System.nanoTime();
        processor.start();
        application.awaitState();
        return new Progress(events, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        application.close();
    }
}
