package io.fluvius.environment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application as processes of its own. They are killed when it is closed.
 *
 * @param process the process that was started; the application may be a child of it
 * @param port the HTTP port
 */
public record ServerProcess(Process process, int port) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Starts the process that serves HTTP on a port. */
    @FunctionalInterface
    public interface Starter {
        Process start(int port) throws IOException;
    }

    /** Starts the application, and waits until it responds. */
    public static ServerProcess start(Starter starter, Path log) throws IOException {
        int port = Ports.free();
        ServerProcess server = new ServerProcess(starter.start(port), port);
        await(log.toString()).atMost(PATIENCE).until(() -> server.responds(log));
        return server;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        // not onExit, which needs a thread of the common pool, all of which may wait for JavaCommand
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private boolean responds(Path log) throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException(log(log));
        }
        try {
            URI address = URI.create("http://localhost:" + port + "/api/meta");
            return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String log(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
