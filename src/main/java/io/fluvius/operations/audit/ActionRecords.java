package io.fluvius.operations.audit;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.http.request.Json;
import io.fluvius.operations.OperatorAction;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.OperatorActions.Filter;
import io.fluvius.personal.PersonalTable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of actions, which all nodes share. Each write is a transaction of its own. Safe for use by many threads. */
final class ActionRecords {

    private static final Table<Record> TABLE = DSL.table(DSL.name("operator_action"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> ACTION = text("action");
    private static final Field<String> TARGET = text("target");
    private static final Field<String> DETAILS = text("details");
    private static final Field<String> ACTOR = text("actor");
    private static final Field<String> NODE = text("node");
    private static final Field<OffsetDateTime> STARTED = time("started_at");
    private static final Field<OffsetDateTime> ENDED = time("ended_at");
    private static final Field<String> OUTCOME = text("outcome");
    private static final Field<String> PROBLEM = text("problem");
    private static final Field<String> MESSAGE = text("message");

    private final DSLContext writing;
    private final ReadOnlyDatabase reading;
    private final TransactionTemplate alone;

    ActionRecords(DSLContext writing, ReadOnlyDatabase reading, PlatformTransactionManager transactions) {
        this.writing = writing;
        this.reading = reading;
        this.alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The actions on persons, such as reading their histories. */
    static PersonalTable ofPersons() {
        return new PersonalTable(
                "operatorActions",
                TABLE,
                person -> TARGET.eq(person.resource() + "/" + person.id()),
                List.of(ACTION.as("action"), ACTOR.as("actor"), STARTED.as("at")));
    }

    void add(OperatorAction action) {
        alone.executeWithoutResult(status -> writing.insertInto(TABLE)
                .set(ID, action.id())
                .set(ACTION, action.action())
                .set(TARGET, action.target())
                .set(DETAILS, action.details().toString())
                .set(ACTOR, action.actor())
                .set(NODE, action.node())
                .set(STARTED, utc(action.startedAt()))
                .set(ENDED, action.endedAt() == null ? null : utc(action.endedAt()))
                .set(OUTCOME, action.outcome().name())
                .set(PROBLEM, action.problem())
                .set(MESSAGE, action.message())
                .execute());
    }

    void end(UUID id, Instant at, Outcome outcome, @Nullable String problem, @Nullable String message) {
        alone.executeWithoutResult(status -> writing.update(TABLE)
                .set(ENDED, utc(at))
                .set(OUTCOME, outcome.name())
                .set(PROBLEM, problem)
                .set(MESSAGE, message)
                .where(ID.eq(id))
                .execute());
    }

    /** Returns the actions before a place, the latest first. */
    List<OperatorAction> page(Filter filter, @Nullable Instant before, @Nullable UUID beforeId, int limit) {
        Condition next = before == null || beforeId == null
                ? DSL.noCondition()
                : DSL.row(STARTED, ID).lt(utc(before), beforeId);
        return reading.readOnce(statement -> statement
                .selectFrom(TABLE)
                .where(condition(filter), next)
                .orderBy(STARTED.desc(), ID.desc())
                .limit(limit)
                .fetch(ActionRecords::action));
    }

    private static Condition condition(Filter filter) {
        return DSL.and(
                filter.action() == null ? DSL.noCondition() : ACTION.eq(filter.action()),
                filter.actor() == null ? DSL.noCondition() : ACTOR.eq(filter.actor()),
                filter.outcome() == null
                        ? DSL.noCondition()
                        : OUTCOME.eq(filter.outcome().name()),
                filter.from() == null ? DSL.noCondition() : STARTED.ge(utc(filter.from())),
                filter.to() == null ? DSL.noCondition() : STARTED.lt(utc(filter.to())),
                filter.readings() ? DSL.noCondition() : ACTION.ne(OperatorActions.READ_HISTORY));
    }

    private static OperatorAction action(Record row) {
        OffsetDateTime ended = row.get(ENDED);
        return new OperatorAction(
                row.get(ID),
                row.get(ACTION),
                row.get(TARGET),
                Json.MAPPER.readTree(row.get(DETAILS)),
                row.get(ACTOR),
                row.get(NODE),
                row.get(STARTED).toInstant(),
                ended == null ? null : ended.toInstant(),
                Outcome.valueOf(row.get(OUTCOME)),
                row.get(PROBLEM),
                row.get(MESSAGE));
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static Field<String> text(String name) {
        return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
    }

    private static Field<OffsetDateTime> time(String name) {
        return DSL.field(DSL.name(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }
}
