package io.fluvius.operations.transfer;

import io.fluvius.environment.AppendOnlyEvents;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.DatabaseEvents;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.EventDestination;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.operations.LogTransfer.Transferred;
import io.fluvius.operations.UnrecordedActions;
import io.fluvius.processing.ProcessorPauses;
import io.fluvius.progress.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A database without an application, whose log is exported and imported. Its events can be changed. */
record LogOfStore(ConfigurableApplicationContext context) implements AutoCloseable {

    static LogOfStore open(String profile, String... settings) {
        LogOfStore log = new LogOfStore(new SpringApplicationBuilder(DatabaseOnly.class)
                .profiles(profile)
                .web(WebApplicationType.NONE)
                .run(Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new)));
        AppendOnlyEvents.lift(log.dsl());
        return log;
    }

    DSLContext dsl() {
        return context.getBean(DSLContext.class);
    }

    private LogImport imports() {
        return imports(new DatabaseEvents(
                context.getBean(DataSource.class), dsl().dialect().family(), PersonalEvents.none()));
    }

    EventDestination destination(PersonalEvents personal) {
        return new DatabaseEvents(
                context.getBean(DataSource.class), dsl().dialect().family(), personal);
    }

    private LogImport imports(EventDestination events) {
        return new LogImport(
                context.getBean(DataSource.class), dsl().dialect().family(), Map.of(), new ImportGate(), events, false);
    }

    StoredLogTransfer transfer() {
        return transfer(new DatabaseLog(dsl(), PersonalEvents.none()), imports());
    }

    private static StoredLogTransfer transfer(EventLog log, LogImport imports) {
        return new StoredLogTransfer(
                log,
                imports,
                new EventNames(DefinedDomains.find()),
                new ProcessorPauses(List::of, new Signal(), Duration.ofSeconds(10)),
                new UnrecordedActions(),
                event -> {},
                "fluvius",
                "0.1.0");
    }

    byte[] export(long from) {
        return export(new DatabaseLog(dsl(), PersonalEvents.none()), from);
    }

    byte[] export(EventLog log, long from) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            transfer(log, imports()).exportTo(file, from, (events, done) -> {});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    Transferred importLog(byte[] file) {
        return importLog(file, transfer());
    }

    /** Stores the events elsewhere, and the rest of the log in this database. */
    Transferred importLog(byte[] file, EventDestination events) {
        return importLog(file, transfer(new DatabaseLog(dsl(), PersonalEvents.none()), imports(events)));
    }

    private static Transferred importLog(byte[] file, StoredLogTransfer transfer) {
        try {
            return transfer.importFrom(new ByteArrayInputStream(file), (events, done) -> {});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void store(RandomLog log) {
        store(log::writeTo);
    }

    void store(LogImport.Source log) {
        try {
            imports().run(log, NothingRuns::new, stored -> {});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final class NothingRuns implements LogImport.Preparation {

        @Override
        public void afterBegin(DSLContext transaction) {
            // nothing runs here
        }

        @Override
        public void beforeCommit(DSLContext transaction) {
            // nothing runs here
        }

        @Override
        public void close() {
            // nothing was stopped
        }
    }

    void clear() {
        Stream.of("domain_event", "unique_value", "command_receipt", "log_import")
                .forEach(table -> dsl().execute("delete from " + table));
    }

    boolean isEmpty() {
        return imports().obstacle().isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
