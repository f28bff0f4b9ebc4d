package io.fluvius.bench;

import java.util.Map;
import java.util.Set;

/**
 * Fluvius with settings whose cost is measured.
 *
 * @param name the name in the report, and of its databases
 * @param settings the settings in addition to those of the database
 * @param maxCost how much slower the settings may make Fluvius: 0.15 for 15 %
 * @param parts what is measured with these settings
 */
public record Variant(String name, Map<String, String> settings, double maxCost, Set<Part> parts) {

    /** What can be measured. */
    public enum Part {
        CREATE,
        REBUILD,
        PAGES
    }

    public Variant {
        settings = Map.copyOf(settings);
        parts = Set.copyOf(parts);
    }

    /** Creates databases by name. */
    @FunctionalInterface
    public interface Databases {

        Database named(String name) throws Exception;
    }

    /** Returns a new database that the application uses with these settings. */
    public Database in(Databases databases) throws Exception {
        return databases.named(name).with(settings);
    }
}
