package io.fluvius.faults;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts applications in the JVM of the tests. */
final class Node {

    private Node() {}

    /** Adds a timeout for appends that a busy machine does not exceed, so that no command is {@code unavailable}. */
    static String[] withLongTimeout(String... settings) {
        return Stream.concat(Stream.of(settings), Stream.of("fluvius.append.timeout=15s"))
                .toArray(String[]::new);
    }

    /** Starts a node on PostgreSQL. Each setting is {@code key=value}. */
    static ConfigurableApplicationContext onPostgres(String... settings) {
        return start(
                FluviusApplication.class,
                List.of("postgres"),
                Map.of(
                        "fluvius.node.node-id", UUID.randomUUID().toString(),
                        "fluvius.data-dir", TestDatabases.temporaryFolder().toString()),
                settings);
    }

    /** Starts a node on H2. Each setting is {@code key=value}. */
    static ConfigurableApplicationContext onH2(String... settings) {
        return start(FluviusApplication.class, List.of(), Map.of(), settings);
    }

    /** Starts another application, on the database in the settings. Each setting is {@code key=value}. */
    static ConfigurableApplicationContext of(Class<?> application, String... settings) {
        return start(application, List.of(), Map.of(), settings);
    }

    private static ConfigurableApplicationContext start(
            Class<?> application, List<String> profiles, Map<String, String> defaults, String... settings) {
        Map<String, String> all = new HashMap<>(defaults);
        all.put("server.port", "0");
        for (String setting : settings) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return new SpringApplicationBuilder(application)
                .profiles(profiles.toArray(String[]::new))
                .run(all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
