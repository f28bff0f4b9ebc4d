package io.fluvius.projection;

import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to one table: the rows they need are read together, folded in memory, and written together, each row
 * once. A batch costs one statement to read and one each to insert, update and delete, however many events it has.
 */
final class TableWriter<V extends Record> {

    private final DSLContext dsl;
    private final ViewTable<V> table;
    private final InMemoryReadModel<V> rows;
    private final Map<UUID, V> before = new HashMap<>();
    private final List<Pending<V>> changes = new ArrayList<>();
    private final Reading reading;
    private final Set<UUID> touched = new HashSet<>();
    private final Set<UUID> needed = new HashSet<>();

    /** Which rows are read before changes are made to them. */
    enum Reading {
        /** Those that are not new. */
        OLD,
        /** Those that should be new too: something is wrong with them. */
        ALL
    }

    TableWriter(DSLContext dsl, ViewTable<V> table, Reading reading) {
        this.reading = reading;
        this.dsl = dsl;
        this.table = table;
        this.rows = new InMemoryReadModel<>(table.type());
    }

    @SuppressWarnings("unchecked")
    void add(RowChange<?> change, DomainEventMessage<?> event) {
        RowChange<V> own = (RowChange<V>) change;
        if (touched.add(own.id()) && (reading == Reading.ALL || !own.inserting())) {
            needed.add(own.id());
        }
        changes.add(new Pending<>(own, event));
    }

    /** Reads, folds and writes. Throws what the first impossible change throws. */
    void write() {
        read();
        changes.stream().filter(this::isNew).forEach(it -> it.applyTo(rows));
        List<V> inserted = new ArrayList<>();
        List<V> updated = new ArrayList<>();
        for (V row : rows.all()) {
            V old = before.remove(table.type().id(row));
            if (old == null) {
                inserted.add(row);
            } else if (!old.equals(row)) {
                updated.add(row);
            }
        }
        delete(before.keySet());
        insert(inserted);
        update(updated);
    }

    /**
     * Processors hand events over at least once: again, after a restart, when the segments of a processor know of
     * different gaps. A row that has an event already does not want it back.
     */
    private boolean isNew(Pending<V> it) {
        V row = before.get(it.change().id());
        return row == null || table.type().version(row) < it.event().getSequenceNumber();
    }

    private void read() {
        if (needed.isEmpty()) {
            return;
        }
        table.rows(dsl.select(table.selected())
                        .from(table.table())
                        .where(table.id().in(needed)))
                .forEach(row -> {
                    before.put(table.type().id(row), row);
                    rows.put(row);
                });
    }

    private void insert(List<V> inserted) {
        if (!inserted.isEmpty()) {
            execute(
                    dsl.insertInto(table.table()).set(table.values(inserted.getFirst())),
                    inserted.stream().map(this::values).toList());
        }
    }

    private void update(List<V> updated) {
        if (updated.isEmpty()) {
            return;
        }
        V first = updated.getFirst();
        execute(
                dsl.update(table.table())
                        .set(table.values(first))
                        .where(table.id().eq(table.type().id(first))),
                updated.stream().map(this::valuesAndId).toList());
    }

    private void delete(Collection<UUID> deleted) {
        if (!deleted.isEmpty()) {
            dsl.deleteFrom(table.table()).where(table.id().in(deleted)).execute();
        }
    }

    private List<@Nullable Object> values(V row) {
        return new ArrayList<>(table.values(row).values());
    }

    private List<@Nullable Object> valuesAndId(V row) {
        List<@Nullable Object> values = values(row);
        values.add(table.type().id(row));
        return values;
    }

    private void execute(Query statement, List<List<@Nullable Object>> parameters) {
        BatchBindStep batch = dsl.batch(statement);
        for (List<@Nullable Object> values : parameters) {
            batch = batch.bind(values.toArray());
        }
        batch.execute();
    }

    /** A change with the event that makes it. */
    private record Pending<V extends Record>(RowChange<V> change, DomainEventMessage<?> event) {
        void applyTo(InMemoryReadModel<V> rows) {
            change.change().accept(rows.forEvent(event.getTimestamp(), event.getSequenceNumber()));
        }
    }
}
