package io.fluvius.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Summarizes recordings of the JDK Flight Recorder: the shares of CPU samples and of allocated bytes. */
final class Hotspots {

    private static final int MAX_ROWS = 25;
    private static final String NONE = "(none)";

    private final Map<String, Long> threads = new HashMap<>();
    private final Map<String, Long> methods = new HashMap<>();
    private final Map<String, Long> ownMethods = new HashMap<>();
    private final Map<String, Long> classes = new HashMap<>();
    private final Map<String, Long> sites = new HashMap<>();
    private final Map<String, Long> ownSites = new HashMap<>();

    private Hotspots() {}

    static Hotspots in(List<Path> recordings) throws IOException {
        Hotspots hotspots = new Hotspots();
        for (Path recording : recordings) {
            try (RecordingFile events = new RecordingFile(recording)) {
                while (events.hasMoreEvents()) {
                    hotspots.add(events.readEvent());
                }
            }
        }
        return hotspots;
    }

    /** Returns the tables in Markdown. */
    String tables() {
        return table("CPU by thread", threads)
                + table("CPU by method", methods)
                + table("CPU by the nearest Fluvius method", ownMethods)
                + table("Allocation by class", classes)
                + table("Allocation by the nearest method outside the JDK", sites)
                + table("Allocation by the nearest Fluvius method", ownSites);
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> cpu(event);
            case "jdk.ObjectAllocationInNewTLAB" -> allocation(event, "tlabSize");
            case "jdk.ObjectAllocationOutsideTLAB" -> allocation(event, "allocationSize");
            default -> {}
        }
    }

    private void cpu(RecordedEvent sample) {
        threads.merge(thread(sample.getThread("sampledThread")), 1L, Long::sum);
        methods.merge(nearest(sample.getStackTrace(), name -> true), 1L, Long::sum);
        ownMethods.merge(nearest(sample.getStackTrace(), Hotspots::isOwn), 1L, Long::sum);
    }

    /** Attributes a new thread-local allocation buffer to the allocation that required it. */
    private void allocation(RecordedEvent sample, String size) {
        long bytes = sample.getLong(size);
        RecordedClass type = sample.getClass("objectClass");
        classes.merge(type.getName(), bytes, Long::sum);
        sites.merge(nearest(sample.getStackTrace(), name -> !isJdk(name)), bytes, Long::sum);
        ownSites.merge(nearest(sample.getStackTrace(), Hotspots::isOwn), bytes, Long::sum);
    }

    private static boolean isOwn(String type) {
        return type.startsWith("io.fluvius.") && !type.startsWith("io.fluvius.bench.");
    }

    private static boolean isJdk(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    private static String nearest(RecordedStackTrace stack, Predicate<String> type) {
        return stack == null
                ? NONE
                : stack.getFrames().stream()
                        .map(frame -> frame.getMethod())
                        .filter(method -> type.test(method.getType().getName()))
                        .map(Hotspots::name)
                        .findFirst()
                        .orElse(NONE);
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName().replaceAll("0x[0-9a-f]+", "") + "." + method.getName();
    }

    private static String thread(RecordedThread thread) {
        String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        return name.isEmpty() ? "(unnamed, including clients)" : name.replaceAll("[0-9]+", "#");
    }

    private static String table(String title, Map<String, Long> shares) {
        double all =
                Math.max(1, shares.values().stream().mapToLong(Long::longValue).sum());
        return shares.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MAX_ROWS)
                .map(share ->
                        String.format(Locale.ROOT, "| %.1f %% | `%s` |", share.getValue() * 100 / all, share.getKey()))
                .collect(Collectors.joining("\n", "\n### " + title + "\n\n| share | |\n|---|---|\n", "\n"));
    }
}
