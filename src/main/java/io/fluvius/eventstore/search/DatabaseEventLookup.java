package io.fluvius.eventstore.search;

import static io.fluvius.eventstore.schema.EventStoreTables.AGGREGATE;
import static io.fluvius.eventstore.schema.EventStoreTables.AGGREGATE_TYPE;
import static io.fluvius.eventstore.schema.EventStoreTables.EVENTS;
import static io.fluvius.eventstore.schema.EventStoreTables.EVENT_ID;
import static io.fluvius.eventstore.schema.EventStoreTables.INDEX;
import static io.fluvius.eventstore.schema.EventStoreTables.METADATA;
import static io.fluvius.eventstore.schema.EventStoreTables.PAYLOAD_TYPE;
import static io.fluvius.eventstore.schema.EventStoreTables.SEQUENCE;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Finds events in the database, on the connections of queries, so that appends do not wait for it. */
public final class DatabaseEventLookup implements EventLookup {

    /** A value that JSON contains as it is, whatever wrote it. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.:@ -]+");

    private final ReadOnlyDatabase database;
    private final PersonalEvents personal;

    /** @param personal decrypts the events */
    public DatabaseEventLookup(ReadOnlyDatabase database, PersonalEvents personal) {
        this.database = database;
        this.personal = personal;
    }

    @Override
    public long head() {
        return database.readOnce(dsl -> new DatabaseLog(dsl, personal).head());
    }

    @Override
    public List<LoggedEvent> newest(long from, long to, EventFilter filter, int limit) {
        return shown(dsl -> dsl.select(DatabaseLog.COLUMNS)
                .from(EVENTS)
                .where(conditions(from, to, filter))
                .and(filter.aggregate() == null ? DSL.noCondition() : ofAggregate(dsl, filter.aggregate(), to))
                .orderBy(newestFirst(filter))
                .limit(limit)
                .fetch(DatabaseLog::event));
    }

    private static List<Condition> conditions(long from, long to, EventFilter filter) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(INDEX.between(from, to));
        if (!filter.types().isEmpty()) {
            conditions.add(PAYLOAD_TYPE.in(filter.types()));
        }
        if (filter.resource() != null) {
            conditions.add(AGGREGATE_TYPE.eq(filter.resource()));
        }
        filter.metaData().values().stream()
                .filter(value -> PLAIN.matcher(value).matches())
                .map(value -> DSL.position(METADATA, DSL.val(value)).gt(0))
                .forEach(conditions::add);
        return conditions;
    }

    /**
     * The events of an aggregate up to a position. Sequence numbers grow with positions, so the last of them is bisected; without that, the
     * database would read all later events of the aggregate.
     */
    private static Condition ofAggregate(DSLContext dsl, String aggregate, long to) {
        Condition own = AGGREGATE.eq(aggregate);
        Long newest = dsl.select(SEQUENCE)
                .from(EVENTS)
                .where(own)
                .orderBy(AGGREGATE.desc(), SEQUENCE.desc())
                .limit(1)
                .fetchOne(SEQUENCE);
        long low = 0;
        long high = newest == null ? 0 : newest;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            Long position = dsl.select(INDEX)
                    .from(EVENTS)
                    .where(own, SEQUENCE.eq(middle))
                    .fetchOne(INDEX);
            if (position == null || position > to) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return own.and(SEQUENCE.le(low));
    }

    /** Both orders are the same for one aggregate, but each leads to another index. */
    private static List<SortField<?>> newestFirst(EventFilter filter) {
        return filter.aggregate() == null ? List.of(INDEX.desc()) : List.of(AGGREGATE.desc(), SEQUENCE.desc());
    }

    @Override
    public boolean isIndexed(EventFilter filter) {
        return filter.aggregate() != null;
    }

    @Override
    public List<LoggedEvent> withIds(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : inOrder(EVENT_ID.in(ids));
    }

    @Override
    public List<LoggedEvent> ofCommand(UUID command) {
        // in the order of bytes, ';' follows ':'
        return inOrder(EVENT_ID.ge(command.toString()).and(EVENT_ID.lt(command + ";")));
    }

    private List<LoggedEvent> inOrder(Condition condition) {
        return shown(dsl -> dsl.select(DatabaseLog.COLUMNS)
                .from(EVENTS)
                .where(condition)
                .orderBy(INDEX)
                .fetch(DatabaseLog::event));
    }

    private List<LoggedEvent> shown(Function<DSLContext, List<LoggedEvent>> read) {
        return DatabaseLog.shown(database.readOnce(read), personal);
    }

    @Override
    public List<Long> positionsAt(List<Instant> times) {
        return database.read(dsl -> new TimeBisection(dsl).positionsAt(times));
    }
}
