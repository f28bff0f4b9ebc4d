package io.fluvius.projection;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The second tables into which the views of a processing group are rebuilt while their tables serve queries. The table of
 * {@code user_view} is {@code user_view_next}. Safe for use by many threads.
 */
public interface SecondTables {

    /** The name under which the tokens and dead letters of a rebuild are stored. */
    static String processor(String processingGroup) {
        return "rebuild:" + processingGroup;
    }

    /** The processing groups some of whose views this version has changed: a migration has created their second tables. */
    List<String> changedGroups();

    /** Looks up whether tables that lacked columns have been replaced, by this node or another one. */
    void refresh();

    /** The resources whose views the projections of a processing group maintain. */
    List<String> resources(String processingGroup);

    /** The tables that the projections of a processing group maintain. */
    List<String> tables(String processingGroup);

    /** Creates the second tables, empty, with the columns, constraints and indexes of the first ones, unless they exist. */
    void create(String processingGroup);

    /** Deletes the second tables and what was recorded about their rows. */
    void drop(String processingGroup);

    /** Whether a projection of the group has a handler for the event that maintains views. */
    boolean isHandled(String processingGroup, EventMessage<?> event);

    /** Applies events to the second tables, in the transaction of the caller. */
    void apply(String processingGroup, List<? extends EventMessage<?>> events);

    /** Updates the statistics by which the database plans queries. */
    void analyze(String processingGroup);

    /**
     * Compares the tables with the second ones.
     *
     * @param inSnapshot called when the snapshot that is compared has been taken
     */
    Comparison compare(String processingGroup, Runnable inSnapshot);

    /**
     * Replaces the tables by the second ones.
     *
     * @param held the transaction in which the tokens of the projections are locked. PostgreSQL replaces the tables in it
     * @param settle moves what else belongs to the tables
     * @return false if the tables were in use all the time; then nothing has been done
     */
    boolean swap(String processingGroup, DSLContext held, Consumer<DSLContext> settle);

    /**
     * The differences between the tables of views and their second tables.
     *
     * @param views the differences of each view
     */
    record Comparison(List<ViewComparison> views) {

        public Comparison {
            views = List.copyOf(views);
        }

        public boolean isEqual() {
            return views.stream().allMatch(it -> it.added() + it.gone() + it.different() == 0);
        }
    }

    /**
     * The differences of a view.
     *
     * @param added the number of rows that only the second table has
     * @param gone the number of rows that only the first table has
     * @param different the number of rows that differ
     * @param samples some of these rows
     */
    record ViewComparison(String resource, long added, long gone, long different, List<RowDifference> samples) {

        public ViewComparison {
            samples = List.copyOf(samples);
        }
    }

    /** A row that differs, with the fields that differ. */
    record RowDifference(UUID id, Kind kind, List<FieldDifference> fields) {

        public RowDifference {
            fields = List.copyOf(fields);
        }

        /** How a row differs. */
        public enum Kind {
            NEW,
            GONE,
            DIFFERENT
        }
    }

    /** The values of a field in the two tables; null where a table does not have the row, or the row has no value. */
    record FieldDifference(
            String field, @Nullable Object before, @Nullable Object after) {}
}
