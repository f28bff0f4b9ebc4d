package io.fluvius.environment;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Chromium and its driver, of the packages {@code chromium} and {@code chromium-driver} of Debian. */
public final class Chromium {

    private static final List<Path> BROWSERS =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
    private static final List<Path> DRIVERS =
            List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium-browser/chromedriver"));

    private Chromium() {}

    /** Returns the browser; without it, skips the test with a warning. */
    public static Path browser(Class<?> test) {
        return found(BROWSERS, "chromium", test);
    }

    /** Returns the driver of the browser; without it, skips the test with a warning. */
    public static Path driver(Class<?> test) {
        return found(DRIVERS, "chromium-driver", test);
    }

    private static Path found(List<Path> places, String name, Class<?> test) {
        Optional<Path> file = places.stream().filter(Files::isExecutable).findFirst();
        if (file.isEmpty()) {
            LoggerFactory.getLogger(test)
                    .warn("SKIPPED: {} is not installed, so {} tried nothing in a browser", name, test.getSimpleName());
        }
        assumeThat(file).isPresent();
        return file.orElseThrow();
    }

    /** The arguments of a browser without a window. The user root cannot use the sandbox. */
    public static List<String> arguments() {
        Stream<String> always = Stream.of("--headless", "--disable-gpu", "--disable-dev-shm-usage");
        Stream<String> asRoot =
                System.getProperty("user.name").equals("root") ? Stream.of("--no-sandbox") : Stream.of();
        return Stream.concat(always, asRoot).toList();
    }
}
