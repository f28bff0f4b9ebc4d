package io.fluvius.faults;

import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that is killed, and restarted on the same data. */
final class KilledApplication {

    private final Class<?> application;
    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    /** No server uses this port before the first start. */
    private final AtomicInteger port = new AtomicInteger(9);

    private KilledApplication(Class<?> application, String... settings) {
        this.application = application;
        this.folder = TestDatabases.folder(settings);
        for (String setting : settings) {
            int end = setting.indexOf('=');
            this.settings.put(setting.substring(0, end), setting.substring(end + 1));
        }
        // the events that a killed process has not handled are a backlog of the next process
        this.settings.put("fluvius.node.backlog-batch-size", "10");
    }

    static KilledApplication onH2(Class<?> application) {
        return new KilledApplication(application, TestDatabases.freshH2());
    }

    /** @param database the settings of a database, as {@code TestDatabases.freshPostgres()} returns them */
    static KilledApplication onPostgres(Class<?> application, String... database) {
        return new KilledApplication(
                application,
                Stream.concat(
                                Stream.of(database),
                                Stream.of(
                                        "spring.profiles.active=postgres",
                                        // the next process then continues at once, without waiting until the claims of
                                        // the killed one expire
                                        "fluvius.node.node-id=crash-test"))
                        .toArray(String[]::new));
    }

    /** Adds a setting. */
    KilledApplication with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Sends commands to the process that was started last. */
    ServiceClient client() {
        return new ServiceClient(port::get);
    }

    /** Starts a process, runs the action when the process answers, and then kills the process. */
    void killAfter(Runnable action) throws IOException {
        try (FluviusProcess process = FluviusProcess.start(application, settings, folder.resolve("log"))) {
            port.set(process.port());
            action.run();
        }
    }

    /** Starts the application in this JVM. */
    ConfigurableApplicationContext startHere() {
        ConfigurableApplicationContext started = Node.of(
                application,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        port.set(ServiceClient.of(started).port().getAsInt());
        return started;
    }
}
