package io.fluvius.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Describes the machine that runs the benchmark. */
final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Returns a description of one line. */
    static String description() {
        Runtime runtime = Runtime.getRuntime();
        return "%s, %d cores, %d GiB of memory, %s %s, Java %s with a heap of %d GiB"
                .formatted(
                        cpu(),
                        runtime.availableProcessors(),
                        gibibytes(memory()),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        gibibytes(runtime.maxMemory()));
    }

    private static String cpu() {
        if (!Files.isReadable(CPU)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static long gibibytes(long bytes) {
        return Math.round(bytes / (double) (1 << 30));
    }
}
