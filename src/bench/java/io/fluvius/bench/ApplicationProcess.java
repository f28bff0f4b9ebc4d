package io.fluvius.bench;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The application or a peer in a separate process with its own class path. */
public final class ApplicationProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);

    private final Process process;
    private final Program program;
    private final int port;

    private ApplicationProcess(Process process, Program program, int port) {
        this.process = process;
        this.program = program;
        this.port = port;
    }

    /** Starts the application with the given settings and waits until it responds. Redirects its output to the file. */
    public static ApplicationProcess start(Map<String, String> settings, File log) throws IOException {
        return start(Program.FLUVIUS, settings, log);
    }

    /** Starts a program with the given settings and waits until it responds. */
    public static ApplicationProcess start(Program program, Map<String, String> settings, File log) throws IOException {
        ApplicationProcess started = launch(program, settings, log);
        await().atMost(START_TIMEOUT).until(started::isResponding);
        return started;
    }

    /** Starts a program without waiting for it. */
    public static ApplicationProcess launch(Program program, Map<String, String> settings, File log)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + program.heap(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program.options());
        command.addAll(List.of("-classpath", program.classPath(), program.mainClass(), "--server.port=" + port));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new ApplicationProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start(),
                program,
                port);
    }

    public int port() {
        return port;
    }

    /** {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** @throws IllegalStateException if the process has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The process ended with exit code " + process.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(STOP_TIMEOUT).until(() -> !process.isAlive());
    }

    private boolean isResponding() throws InterruptedException {
        requireAlive();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url() + program.page())).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
