package io.fluvius.environment;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An application in a separate process, which {@link #close} kills. */
public final class FluviusProcess implements AutoCloseable {

    /** Far longer than a start takes, except on a machine that is busy with something else. */
    public static final Duration MAX_START_TIME = Duration.ofMinutes(4);

    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private FluviusProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts the application with these settings, and returns when it answers.
     *
     * @param resources folders at the end of its class path
     */
    public static FluviusProcess start(Class<?> application, Map<String, String> settings, Path log, Path... resources)
            throws IOException {
        int port = Ports.free();
        List<String> command = JavaCommand.of(application, resources);
        command.add("--server.port=" + port);
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        FluviusProcess started = new FluviusProcess(process, port, log);
        await().atMost(MAX_START_TIME).until(started::isAnswering);
        return started;
    }

    /** Runs the application until it ends by itself. */
    public static Ended run(Class<?> application, String... arguments) throws IOException {
        List<String> command = JavaCommand.of(application);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.onExit().join().exitValue(), output);
    }

    /** @param output everything that the process has written */
    public record Ended(int exitCode, String output) {}

    public int port() {
        return port;
    }

    /** Sends SIGTERM, and returns when the application has ended. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Sends SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Without a thread of the common pool, all of which may wait for other processes. */
    private void awaitEnd() {
        await().atMost(MAX_START_TIME).until(() -> !process.isAlive());
    }

    private boolean isAnswering() throws InterruptedException, IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "The application ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/meta"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
