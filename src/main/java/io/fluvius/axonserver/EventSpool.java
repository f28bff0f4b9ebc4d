package io.fluvius.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Events in a temporary file, which disappears with the process: first written, then read in the same order. Belongs to one thread. */
final class EventSpool implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final FileChannel file;
    private final OutputStream target;
    private final InputStream source;
    private long size;

    EventSpool() throws IOException {
        file = FileChannel.open(
                Files.createTempFile("fluvius-import", ".events"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        target = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
        source = new BufferedInputStream(Channels.newInputStream(file), BUFFER);
    }

    /** The number of events. */
    long size() {
        return size;
    }

    void add(Event event) throws IOException {
        event.writeDelimitedTo(target);
        size++;
    }

    /** Makes {@link #next} begin with the first event. */
    void rewind() throws IOException {
        target.flush();
        file.position(0);
    }

    /** The next event; null after the last one. */
    @Nullable Event next() throws IOException {
        return Event.parseDelimitedFrom(source);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
