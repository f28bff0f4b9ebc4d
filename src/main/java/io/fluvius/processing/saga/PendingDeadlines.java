package io.fluvius.processing.saga;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.problem.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.deadline.dbscheduler.DbSchedulerBinaryDeadlineDetails;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineToken;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.modelling.command.AggregateScopeDescriptor;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deadlines that have not been executed, of all nodes. Reads without locks. Safe for use by many threads. */
public final class PendingDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(PendingDeadlines.class);

    private static final Table<Record> TASKS = DSL.table(DSL.name("scheduled_tasks"));
    private static final Field<String> TASK = DSL.field(DSL.name("task_name"), SQLDataType.VARCHAR);
    private static final Field<String> ID = DSL.field(DSL.name("task_instance"), SQLDataType.VARCHAR);
    private static final Field<byte[]> DATA = DSL.field(DSL.name("task_data"), SQLDataType.VARBINARY);
    private static final Field<OffsetDateTime> DUE =
            DSL.field(DSL.name("execution_time"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<String> NODE = DSL.field(DSL.name("picked_by"), SQLDataType.VARCHAR);
    private static final Field<Integer> FAILURES = DSL.field(DSL.name("consecutive_failures"), SQLDataType.INTEGER);

    private static final Condition IS_DEADLINE = TASK.eq(new DbSchedulerDeadlineToken("any").getTaskName());

    private final ReadOnlyDatabase database;
    private final org.axonframework.serialization.Serializer serializer;

    PendingDeadlines(ReadOnlyDatabase database, org.axonframework.serialization.Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    /** What a deadline is for. */
    public enum Scope {
        SAGA,
        AGGREGATE,
        UNKNOWN
    }

    /**
     * A deadline.
     *
     * @param name its name; empty if it cannot be read
     * @param due when it is to be executed, or to be tried again after a failure
     * @param type the type of the saga or of the aggregate that it is for; empty if it cannot be read
     * @param owner the id of that saga or aggregate; empty if it cannot be read
     * @param payload what was scheduled with it, as JSON; null without a payload
     * @param failures how often it has failed, without a success
     * @param node the node that executes it; null if none does
     */
    public record Deadline(
            String id,
            String name,
            Instant due,
            Scope scope,
            String type,
            String owner,
            @Nullable String payload,
            int failures,
            @Nullable String node) {}

    /** Returns the number of deadlines that were due before a time. */
    public int countDueBefore(Instant time) {
        return database.readOnce(statement -> statement.fetchCount(TASKS, IS_DEADLINE.and(DUE.lt(utc(time)))));
    }

    /**
     * Returns deadlines in the order in which they are due.
     *
     * @param after when the deadline before them is due; null for the first ones
     * @param afterId the id of that deadline
     */
    public List<Deadline> page(@Nullable Instant after, @Nullable String afterId, int limit) {
        Condition next = after == null || afterId == null
                ? DSL.noCondition()
                : DSL.row(DUE, ID).gt(utc(after), afterId);
        return database.readOnce(statement -> statement
                .select(ID, DATA, DUE, NODE, FAILURES)
                .from(TASKS)
                .where(IS_DEADLINE, next)
                .orderBy(DUE, ID)
                .limit(limit)
                .fetch(this::deadline));
    }

    private Deadline deadline(Record row) {
        Integer failures = row.get(FAILURES);
        Instant due = row.get(DUE).toInstant();
        int failed = failures == null ? 0 : failures;
        try {
            DbSchedulerBinaryDeadlineDetails details = Serializer.DEFAULT_JAVA_SERIALIZER.deserialize(
                    DbSchedulerBinaryDeadlineDetails.class, row.get(DATA));
            ScopeDescriptor scope = details.getDeserializedScopeDescriptor(serializer);
            byte[] payload = details.getP();
            return new Deadline(
                    row.get(ID),
                    details.getD(),
                    due,
                    kind(scope),
                    type(scope),
                    owner(scope),
                    payload == null ? null : new String(payload, StandardCharsets.UTF_8),
                    failed,
                    row.get(NODE));
        } catch (RuntimeException unreadable) {
            LOG.debug("A deadline cannot be read", Redaction.redact(unreadable));
            return new Deadline(row.get(ID), "", due, Scope.UNKNOWN, "", "", null, failed, row.get(NODE));
        }
    }

    private static Scope kind(ScopeDescriptor scope) {
        return switch (scope) {
            case SagaScopeDescriptor saga -> Scope.SAGA;
            case AggregateScopeDescriptor aggregate -> Scope.AGGREGATE;
            default -> Scope.UNKNOWN;
        };
    }

    private static String type(ScopeDescriptor scope) {
        return switch (scope) {
            case SagaScopeDescriptor saga -> saga.getType();
            case AggregateScopeDescriptor aggregate -> aggregate.getType();
            default -> scope.scopeDescription();
        };
    }

    private static String owner(ScopeDescriptor scope) {
        return switch (scope) {
            case SagaScopeDescriptor saga -> String.valueOf(saga.getIdentifier());
            case AggregateScopeDescriptor aggregate -> String.valueOf(aggregate.getIdentifier());
            default -> "";
        };
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
