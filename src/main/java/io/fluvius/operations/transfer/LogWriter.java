package io.fluvius.operations.transfer;

import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the lines of an exported log. Belongs to one thread. */
final class LogWriter {

    /** The number of rows after which a checksum is written. */
    static final int BLOCK = 10_000;

    private final OutputStream target;
    private final Checksum checksum = new Checksum();
    private long position;
    private long events;
    private long receipts;

    LogWriter(OutputStream target, LogHeader header) throws IOException {
        this.target = target;
        this.position = header.from() - 1;
        target.write(header.line());
    }

    long events() {
        return events;
    }

    long receipts() {
        return receipts;
    }

    /** The position of the last event; that before the first possible one when no event was written. */
    long position() {
        return position;
    }

    void write(LoggedReceipt receipt) throws IOException {
        receipts++;
        writeRow(LogLines.receipt(receipt));
    }

    void write(LoggedEvent event) throws IOException {
        events++;
        position = event.position();
        writeRow(LogLines.event(event));
    }

    /** Writes the last line. */
    void end() throws IOException {
        writeLine(LogLines.end(checksum, events, receipts, position));
    }

    private void writeRow(String line) throws IOException {
        writeLine(line);
        if ((events + receipts) % BLOCK == 0) {
            writeLine(LogLines.checksum(checksum, events, receipts, position));
        }
    }

    private void writeLine(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        checksum.add(bytes);
        target.write(bytes);
    }
}
