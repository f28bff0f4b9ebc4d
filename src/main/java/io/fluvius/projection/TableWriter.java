package io.fluvius.projection;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.projection.DeletedRows.Deletion;
import io.fluvius.projection.RowChange.Kind;
import io.fluvius.projection.sql.ViewTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.ReplayToken;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to the rows of one tenant in a table. It reads the affected rows together, applies the changes in memory, and writes each
 * changed row once. A batch costs at most one statement each to read, insert, update and delete ten thousand rows, however many
 * events it has. Not thread-safe.
 */
final class TableWriter<V extends Record> {

    private final DSLContext dsl;
    private final ViewTable<V> table;
    private final Tenant tenant;
    private final InMemoryReadModel<V> rows;
    private final Map<UUID, V> before = new HashMap<>();
    private final List<RowChange<V>> changes = new ArrayList<>();
    private final RowsToRead rowsToRead;
    private final Set<UUID> changedIds = new HashSet<>();
    private final Set<UUID> idsToRead = new HashSet<>();
    private final DeletedRows deletedRows;
    private Map<UUID, Deletion> deletions = Map.of();

    /** The rows to read before changes are applied to them. */
    enum RowsToRead {
        /** Rows whose first change is not an insert, and those that are deleted. */
        EXISTING,
        /** Also rows whose first change is an insert, to detect that they already exist. */
        ALL
    }

    TableWriter(DSLContext dsl, ViewTable<V> table, Tenant tenant, RowsToRead rowsToRead) {
        this.dsl = dsl;
        this.table = table;
        this.tenant = tenant;
        this.rowsToRead = rowsToRead;
        this.rows = new InMemoryReadModel<>(table.type());
        this.deletedRows = new DeletedRows(dsl, table, tenant);
    }

    @SuppressWarnings("unchecked")
    void add(RowChange<?> change) {
        boolean isFirst = change.kind() != Kind.DELETE_ALL && changedIds.add(change.id());
        boolean isRead = isFirst && (rowsToRead == RowsToRead.ALL || change.kind() != Kind.INSERT);
        // also a row that this batch inserts before: it may exist if that event is delivered again
        if (isRead || change.kind() == Kind.DELETE) {
            idsToRead.add(change.id());
        }
        changes.add((RowChange<V>) change);
    }

    /** Reads the rows, applies the changes and writes the result. Throws the exception of the first change that fails. */
    void write() {
        read();
        Map<UUID, Deletion> cleared = apply();
        clear(cleared.keySet());
        List<V> inserted = new ArrayList<>();
        List<V> updated = new ArrayList<>();
        for (V row : rows.all()) {
            V old = before.remove(table.type().id(row));
            if (old == null || cleared.containsKey(table.type().aggregate(row))) {
                inserted.add(row);
            } else if (!old.equals(row)) {
                updated.add(row);
            }
        }
        delete(before.keySet());
        deletedRows.add(cleared);
        insert(inserted);
        update(updated);
    }

    /** Returns the aggregates all of whose rows are deleted, with the events that delete them. */
    private Map<UUID, Deletion> apply() {
        Map<UUID, Deletion> cleared = new HashMap<>();
        changes.stream().filter(this::isNew).forEach(change -> {
            change.applyTo(rows);
            if (change.kind() == Kind.DELETE_ALL) {
                cleared.merge(change.id(), Deletion.by(change.event()), Deletion::later);
            }
        });
        return cleared;
    }

    /**
     * A processor may deliver an event more than once, for example after its token was set back. An event that a row already
     * includes is skipped, and one that precedes the deletion of the row.
     */
    private boolean isNew(RowChange<V> change) {
        V row = before.get(change.id());
        long version = change.event().getSequenceNumber();
        return row == null
                ? isAfterDeletion(change.id(), version) && isAfterDeletion(change.aggregate(), version)
                : table.type().version(row) < version;
    }

    private boolean isAfterDeletion(UUID id, long version) {
        Deletion deletion = deletions.get(id);
        return deletion == null || deletion.version() < version;
    }

    private void read() {
        for (List<UUID> ids : IdentifierLists.of(idsToRead)) {
            table.rows(dsl.select(table.selected())
                            .from(table.table())
                            .where(table.of(tenant, table.id().in(ids))))
                    .forEach(row -> {
                        before.put(table.type().id(row), row);
                        rows.put(row);
                    });
        }
        deletions = deletedRows.of(absentIds());
    }

    /**
     * The changed rows that are not in the table, and their aggregates. A replay starts with an empty table and restores
     * every row.
     */
    private Set<UUID> absentIds() {
        return changes.stream()
                .filter(change -> !ReplayToken.isReplay(change.event()))
                .filter(change -> !before.containsKey(change.id()))
                .flatMap(change -> Stream.of(change.id(), change.aggregate()))
                .collect(Collectors.toSet());
    }

    private void clear(Collection<UUID> aggregates) {
        if (!aggregates.isEmpty()) {
            dsl.deleteFrom(table.table())
                    .where(table.of(tenant, table.aggregate().in(aggregates)))
                    .execute();
        }
    }

    private void insert(List<V> inserted) {
        if (!inserted.isEmpty()) {
            execute(
                    dsl.insertInto(table.table()).set(table.values(tenant, inserted.getFirst())),
                    inserted.stream()
                            .map(row -> table.values(tenant, row).values().toArray()));
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
                        .where(table.of(tenant, table.id().eq(table.type().id(first)))),
                updated.stream().map(this::valuesAndId));
    }

    private void delete(Collection<UUID> deleted) {
        for (List<UUID> ids : IdentifierLists.of(deleted)) {
            dsl.deleteFrom(table.table())
                    .where(table.of(tenant, table.id().in(ids)))
                    .execute();
        }
        deletedRows.add(changes.stream()
                .filter(change -> change.kind() != Kind.DELETE_ALL)
                .filter(change -> rows.get(change.id()).isEmpty())
                .filter(this::isNew)
                .collect(Collectors.toMap(RowChange::id, change -> Deletion.by(change.event()), Deletion::later)));
    }

    private Object[] valuesAndId(V row) {
        List<@Nullable Object> values = new ArrayList<>(table.values(row).values());
        values.add(table.type().id(row));
        if (table.hasTenants()) {
            values.add(tenant.name());
        }
        return values.toArray();
    }

    private void execute(Query statement, Stream<Object[]> parameters) {
        dsl.batch(statement, parameters.toArray(Object[][]::new)).execute();
    }
}
