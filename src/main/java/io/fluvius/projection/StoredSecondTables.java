package io.fluvius.projection;

import io.fluvius.problem.Failures;
import io.fluvius.projection.RebuildRecord.Phase;
import io.fluvius.projection.sql.ViewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The second tables in the database of the first ones. */
final class StoredSecondTables implements SecondTables {

    /** How long queries of this node may wait for one that is in progress. */
    private static final Duration MAX_CLOSING = Duration.ofMillis(500);

    private final DSLContext dsl;
    private final DataSource database;
    private final ViewTables tables;
    private final ProjectionBeans projections;
    private final DeadLetters deadLetters;
    private final Failures failures;
    private final TableGate gate;
    private final RebuildRecords records;
    private final TableCopies copies;

    StoredSecondTables(
            DSLContext dsl,
            DataSource database,
            ViewTables tables,
            ProjectionBeans projections,
            DeadLetters deadLetters,
            Failures failures,
            TableGate gate,
            RebuildRecords records) {
        this.dsl = dsl;
        this.database = database;
        this.tables = tables;
        this.projections = projections;
        this.deadLetters = deadLetters;
        this.failures = failures;
        this.gate = gate;
        this.records = records;
        this.copies = isPostgres() ? new PostgresTableCopies() : new H2TableCopies(dsl);
    }

    @Override
    public List<String> resources(String processingGroup) {
        return ofGroup(processingGroup).stream()
                .map(table -> table.type().resource())
                .toList();
    }

    @Override
    public List<String> tables(String processingGroup) {
        return ofGroup(processingGroup).stream().map(ViewTable::name).toList();
    }

    private List<ViewTable<?>> ofGroup(String processingGroup) {
        List<ViewTable<?>> found = new ArrayList<>();
        for (ViewTable<?> table : tables.all()) {
            if (projections.ofGroup(processingGroup).stream()
                    .anyMatch(bean -> bean.maintains(table.type().record()))) {
                found.add(table);
            }
        }
        found.sort(Comparator.comparing(ViewTable::name));
        return found;
    }

    @Override
    public void create(String processingGroup) {
        for (String table : tables(processingGroup)) {
            if (!exists(new SecondNames(table).second())) {
                copies.create(dsl, table);
            }
        }
    }

    private boolean exists(String table) {
        return dsl.fetchExists(DSL.selectOne()
                .from("information_schema.tables")
                .where("table_name = {0} and table_schema = current_schema", DSL.val(table)));
    }

    @Override
    public List<String> changedGroups() {
        return projections.groups().stream()
                .filter(group -> tables(group).stream().anyMatch(tables::isChanged))
                .toList();
    }

    @Override
    public void refresh() {
        tables.refreshIncomplete(dsl);
    }

    @Override
    public void drop(String processingGroup) {
        for (String table : tables(processingGroup)) {
            String second = new SecondNames(table).second();
            dsl.execute("drop table if exists {0}", DSL.name(second));
            dsl.execute("drop table if exists {0}", DSL.name(second + "_incomplete"));
            DeletedRows.forget(dsl, second);
        }
    }

    @Override
    public boolean isHandled(String processingGroup, EventMessage<?> event) {
        return event instanceof DomainEventMessage
                && projections.ofGroup(processingGroup).stream().anyMatch(bean -> bean.maintainsViewsWith(event));
    }

    @Override
    public void apply(String processingGroup, List<? extends EventMessage<?>> events) {
        List<ProjectionBean> beans = projections.ofGroup(processingGroup);
        ProjectionBatch batch = new ProjectionBatch(
                SecondTables.processor(processingGroup),
                dsl,
                deadLetters,
                failures,
                ViewTable::second,
                new TableGate());
        if (events.stream().noneMatch(ReplayToken::isReplay)) {
            // tables that were aligned include events that the tokens do not
            batch.expectRepeatedEvents();
        }
        for (EventMessage<?> event : events) {
            if (event instanceof DomainEventMessage<?> ofAggregate) {
                record(batch.changes(ofAggregate), beans);
            }
        }
        batch.write();
    }

    private static void record(EventChanges changes, List<ProjectionBean> beans) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(changes.event());
        work.resources().put(EventChanges.RESOURCE, changes);
        try {
            beans.forEach(bean -> bean.maintainViews(changes.event()));
        } catch (RuntimeException failure) {
            changes.fail(failure);
        } finally {
            // the handlers only recorded changes: there is nothing to commit
            work.rollback();
        }
    }

    @Override
    public void analyze(String processingGroup) {
        for (String table : tables(processingGroup)) {
            String statement = isPostgres() ? "analyze {0}" : "analyze table {0}";
            dsl.execute(statement, DSL.name(new SecondNames(table).second()));
        }
    }

    @Override
    public Comparison compare(String processingGroup, Runnable inSnapshot) {
        List<ViewTable<?>> compared = ofGroup(processingGroup);
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(
                    isPostgres() ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            DSLContext snapshot = DSL.using(connection, dsl.dialect(), dsl.settings());
            for (ViewTable<?> table : compared) {
                snapshot.fetchExists(table.table());
                snapshot.fetchExists(table.second().table());
            }
            inSnapshot.run();
            Comparison result = new Comparison(compared.stream()
                    .map(table -> new TableComparison(snapshot, table, table.second()).result())
                    .toList());
            connection.rollback();
            return result;
        } catch (SQLException failure) {
            throw new DataAccessException("Cannot compare the tables of " + processingGroup, failure);
        }
    }

    @Override
    public boolean swap(String processingGroup, DSLContext held, Consumer<DSLContext> settle) {
        List<String> names = tables(processingGroup);
        boolean[] replaced = new boolean[1];
        if (copies instanceof H2TableCopies) {
            records.enter(processingGroup, Phase.SWAPPING);
        }
        gate.close(MAX_CLOSING, () -> {
            replaced[0] = copies.replace(held, names, transaction -> {
                names.forEach(table -> DeletedRows.adopt(transaction, new SecondNames(table).second(), table));
                settle.accept(transaction);
                RebuildRecords.enter(
                        transaction, processingGroup, copies instanceof H2TableCopies ? Phase.CLEANING : Phase.SWAPPED);
            });
            if (replaced[0]) {
                // before the gate opens, so that a batch that waits for the tokens writes all columns
                held.connection(Connection::commit);
                tables.refreshIncomplete(dsl);
            }
        });
        if (copies instanceof H2TableCopies h2) {
            if (replaced[0]) {
                names.forEach(h2::clean);
            }
            records.enter(processingGroup, replaced[0] ? Phase.SWAPPED : Phase.FOLLOWING);
        }
        return replaced[0];
    }

    private boolean isPostgres() {
        return dsl.dialect().family() == SQLDialect.POSTGRES;
    }
}
