package io.fluvius.operations.transfer;

import io.fluvius.eventstore.log.LogImport;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import io.fluvius.operations.LogTransfer.Progress;
import io.fluvius.operations.LogTransfer.Transferred;
import io.fluvius.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exported log, and refuses it when anything in it is not as it was written. Rows are passed on before the checksum that
 * covers them is read, so the receiver must be able to undo all of them. Belongs to one thread.
 */
final class LogReader {

    private final LineInput lines;
    private final Predicate<String> isKnownType;
    private final Progress progress;

    private long events;
    private long receipts;
    private long position = -1;
    private @Nullable String lastEvent;

    /** @param isKnownType whether a type of events belongs to this application */
    LogReader(InputStream source, Predicate<String> isKnownType, Progress progress) {
        this.lines = new LineInput(source);
        this.isKnownType = isKnownType;
        this.progress = progress;
    }

    /** Reads all parts, of which the first may begin at any position. */
    Transferred readAny(LogImport.Target target) throws IOException {
        LogHeader header = header(lines.nextLine());
        position = header.from() - 1;
        lastEvent = header.previous();
        return read(header, target);
    }

    /** Reads all parts, of which the first begins with the log. */
    Transferred readWhole(LogImport.Target target) throws IOException {
        LogHeader header = header(lines.nextLine());
        if (header.previous() != null) {
            throw lines.exception("begins at position " + header.from()
                    + ", so the file is a part of a log; put the earlier parts before it");
        }
        return read(header, target);
    }

    private Transferred read(LogHeader first, LogImport.Target target) throws IOException {
        LogHeader header = first;
        while (true) {
            String next = readPart(header, target);
            if (next == null) {
                progress.at(events, 1);
                return new Transferred(events, receipts, events == 0 ? null : position);
            }
            header = header(next);
            if (header.from() <= position || !Objects.equals(header.previous(), lastEvent)) {
                throw lines.exception("begins a part that does not continue the part before it");
            }
        }
    }

    /** Reads the rest of a part. Returns the header of the next part; null at the end of the file. */
    private @Nullable String readPart(LogHeader header, LogImport.Target target) throws IOException {
        Part part = new Part(header);
        while (true) {
            String line = lines.nextLine();
            if (line == null) {
                throw lines.exception("is missing: the file is truncated");
            } else if (line.startsWith(LogHeader.PREFIX) && part.isAtChecksum) {
                // an interrupted export was continued from its last checksum
                return line;
            } else if (line.startsWith(LogLines.END)) {
                part.requireSum(line, LogLines.end(part.checksum, part.events, part.receipts, position));
                String next = lines.nextLine();
                if (next != null && !next.startsWith(LogHeader.PREFIX)) {
                    throw lines.exception("follows the end of the log");
                }
                return next;
            }
            part.read(line, target);
        }
    }

    private LogHeader header(@Nullable String line) {
        LogHeader header = line == null ? null : LogHeader.parse(line);
        if (header != null && header.format() == LogHeader.FORMAT) {
            return header;
        }
        if (line != null && LogHeader.isOfNewerFormat(line)) {
            throw lines.exception("says that a newer version has exported this log; this version reads format "
                    + LogHeader.FORMAT + " only");
        }
        throw lines.exception("is not the header of an exported log");
    }

    /** What was read of a part. */
    private final class Part {

        private final LogHeader header;
        private final Checksum checksum = new Checksum();
        private long events;
        private long receipts;
        private long checkedLine;
        private boolean isAtChecksum;

        Part(LogHeader header) {
            this.header = header;
            this.checkedLine = lines.number();
        }

        void read(String line, LogImport.Target target) {
            boolean isChecksum = line.startsWith(LogLines.CHECKSUM);
            if (isChecksum) {
                requireSum(line, LogLines.checksum(checksum, events, receipts, position));
                checkedLine = lines.number();
            } else if (line.startsWith(LogLines.EVENT)) {
                readEvent(line, target);
            } else if (line.startsWith(LogLines.RECEIPT) && events == 0) {
                readReceipt(line, target);
            } else {
                throw lines.exception("is not expected here");
            }
            isAtChecksum = isChecksum;
            checksum.add((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        void requireSum(String line, String expected) {
            if (!line.equals(expected)) {
                throw lines.exception("does not match the lines from " + (checkedLine + 1) + " to "
                        + (lines.number() - 1) + ": one of them was changed, moved, added or removed");
            }
        }

        private void readEvent(String line, LogImport.Target target) {
            LoggedEvent event = LogLines.parseEvent(line);
            if (event == null) {
                throw damaged("event");
            }
            if (event.position() <= position || event.position() < header.from()) {
                throw lines.exception("has a position that is not after the one before it");
            }
            if (!isKnownType.test(event.event().payloadType())) {
                throw lines.exception("contains an event of the type "
                        + event.event().payloadType() + ", which belongs to no domain of this application");
            }
            position = event.position();
            lastEvent = event.event().id();
            events++;
            LogReader.this.events++;
            target.add(event);
            progress.at(LogReader.this.events, Math.min(1, (double) position / Math.max(1, header.head())));
        }

        private void readReceipt(String line, LogImport.Target target) {
            LoggedReceipt receipt = LogLines.parseReceipt(line);
            if (receipt == null) {
                throw damaged("receipt");
            }
            receipts++;
            LogReader.this.receipts++;
            target.add(receipt);
        }

        private ProblemException damaged(String row) {
            return lines.exception("is not a valid " + row);
        }
    }
}
