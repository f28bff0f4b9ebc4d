package io.fluvius.operations.transfer;

import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import io.fluvius.operations.LogImported;
import io.fluvius.operations.LogTransfer;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.Redaction;
import io.fluvius.processing.ProcessorPauses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Transfers the log of the event store. The one place through which exports and imports go. */
final class StoredLogTransfer implements LogTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(StoredLogTransfer.class);

    private static final String INCOMPLETE =
            "A part of the log is stored, then the store failed; import the same log again, which stores the rest."
                    + " Until then, no command is handled";

    private final EventLog log;
    private final LogImport imports;
    private final EventNames names;
    private final ProcessorPauses processors;
    private final OperatorActions actions;
    private final ApplicationEventPublisher listeners;
    private final String application;
    private final String version;
    private final Clock clock = Clock.systemUTC();
    private final Lock importing = new ReentrantLock();

    StoredLogTransfer(
            EventLog log,
            LogImport imports,
            EventNames names,
            ProcessorPauses processors,
            OperatorActions actions,
            ApplicationEventPublisher listeners,
            String application,
            String version) {
        this.log = log;
        this.imports = imports;
        this.names = names;
        this.processors = processors;
        this.actions = actions;
        this.listeners = listeners;
        this.application = application;
        this.version = version;
    }

    @Override
    public Transferred exportTo(OutputStream target, long from, Progress progress) throws IOException {
        return actions.run("export-log", null, Map.of("from", from), () -> write(target, from, progress));
    }

    private Transferred write(OutputStream target, long from, Progress progress) throws IOException {
        long start = log.head();
        LogWriter writer = new LogWriter(
                target,
                new LogHeader(
                        LogHeader.FORMAT,
                        version,
                        application,
                        log.store(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        from,
                        log.eventBefore(from),
                        start));
        log.readReceipts(writer::write);
        // what the receipts depend on has happened before this head
        log.readEvents(from, log.head(), event -> {
            writer.write(event);
            progress.at(writer.events(), Math.min(1, (event.position() - from + 1.0) / Math.max(1, start - from + 1)));
        });
        writer.end();
        progress.at(writer.events(), 1);
        return new Transferred(writer.events(), writer.receipts(), writer.events() == 0 ? null : writer.position());
    }

    @Override
    public Transferred importFrom(InputStream source, Progress progress) throws IOException {
        return actions.run("import-log", null, Map.of(), () -> read(source, progress));
    }

    private Transferred read(InputStream source, Progress progress) throws IOException {
        if (!importing.tryLock()) {
            throw wrongState("A log is being imported already; wait until it has ended");
        }
        try {
            imports.obstacle().ifPresent(obstacle -> {
                throw wrongState(obstacle);
            });
            Transferred stored = store(source, progress);
            listeners.publishEvent(new LogImported());
            return stored;
        } finally {
            importing.unlock();
        }
    }

    private Transferred store(InputStream source, Progress progress) throws IOException {
        Transferred[] read = new Transferred[1];
        double reading = imports.shareOfReading();
        LogReader reader = new LogReader(
                source, type -> names.typeOf(type).isPresent(), (events, done) -> progress.at(events, done * reading));
        try {
            imports.run(
                    target -> read[0] = reader.readWhole(target),
                    this::prepare,
                    stored -> progress.at(read[0].events(), reading + stored * (1 - reading)));
        } catch (ProcessorPauses.OtherNodeException running) {
            throw wrongState(
                    "Another node is running, or was killed a moment ago; stop every node but the one that imports");
        } catch (LogImport.IncompleteException incomplete) {
            LOG.warn("The import of a log was interrupted", Redaction.redact(incomplete));
            throw Problem.of(ProblemCode.UNAVAILABLE, INCOMPLETE).asException();
        } catch (LogImport.RefusedException refused) {
            throw imports.obstacle()
                    .map(StoredLogTransfer::wrongState)
                    .orElseGet(() -> LineInput.problem(
                            String.valueOf(refused.getMessage()).replaceFirst("\\.$", "")));
        }
        progress.at(read[0].events(), 1);
        return read[0];
    }

    private LogImport.Preparation prepare() {
        ProcessorPauses.Pause pause = processors.pause();
        return new LogImport.Preparation() {
            @Override
            public void afterBegin(DSLContext transaction) {
                pause.requireNoOtherNode(transaction);
            }

            @Override
            public void beforeCommit(DSLContext transaction) {
                pause.moveToHead(transaction);
            }

            @Override
            public void close() {
                pause.close();
            }
        };
    }

    @Override
    public Transferred verify(InputStream source, Progress progress) throws IOException {
        return verifyFile(source, progress);
    }

    /** Verifies a log; needs no store. */
    static Transferred verifyFile(InputStream source, Progress progress) throws IOException {
        return new LogReader(source, type -> true, progress).readAny(new LogImport.Target() {
            @Override
            public void add(LoggedEvent event) {
                // the reader has checked it
            }

            @Override
            public void add(LoggedReceipt receipt) {
                // the reader has checked it
            }
        });
    }

    private static ProblemException wrongState(String detail) {
        return Problem.of(ProblemCode.WRONG_STATE, detail).asException();
    }
}
