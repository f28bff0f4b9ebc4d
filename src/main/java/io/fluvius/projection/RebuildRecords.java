package io.fluvius.projection;

import io.fluvius.projection.RebuildRecord.Phase;
import io.fluvius.projection.RebuildRecord.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/** The table of rebuilds, which all nodes share. Safe for use by many threads. */
public final class RebuildRecords {

    private static final Table<Record> TABLE = DSL.table(DSL.name("rebuild"));
    private static final Field<String> GROUP = text("processing_group");
    private static final Field<String> TABLES = text("view_tables");
    private static final Field<String> PHASE = text("phase");
    private static final Field<String> SWAP = text("swap_mode");
    private static final Field<Boolean> CHANGED = DSL.field(DSL.name("changed"), SQLDataType.BOOLEAN);
    private static final Field<String> REQUEST = text("request");
    private static final Field<String> OWNER = text("owner");
    private static final Field<OffsetDateTime> SEEN = DSL.field(DSL.name("seen_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<Long> RATE = DSL.field(DSL.name("events_per_second"), SQLDataType.BIGINT);
    private static final Field<String> DIFF = text("diff");
    private static final Field<String> FAILURE = text("failure");
    private static final Field<OffsetDateTime> STARTED =
            DSL.field(DSL.name("started_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<OffsetDateTime> ENDED =
            DSL.field(DSL.name("ended_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<Integer> GENERATION = DSL.field(DSL.name("generation"), SQLDataType.INTEGER);

    private static final List<String> ENDS =
            Stream.of(Phase.values()).filter(Phase::isEnd).map(Enum::name).toList();

    private final DSLContext dsl;

    public RebuildRecords(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The latest rebuild of a processing group. */
    public Optional<RebuildRecord> find(String processingGroup) {
        return dsl.selectFrom(TABLE).where(GROUP.eq(processingGroup)).fetchOptional(RebuildRecords::record);
    }

    /** How many changed tables have replaced their predecessors, by processing group. */
    Map<String, Integer> generations() {
        return dsl.select(GROUP, GENERATION).from(TABLE).fetchMap(GROUP, GENERATION);
    }

    /** The rebuilds that have not ended. */
    public List<RebuildRecord> active() {
        return dsl.selectFrom(TABLE).where(PHASE.notIn(ENDS)).fetch(RebuildRecords::record);
    }

    /** Records that a rebuild starts. Returns false if there is one that has not ended. */
    public boolean start(String processingGroup, List<String> tables, String swapMode, boolean changed) {
        return dsl.transactionResult(transaction -> {
            DSLContext in = transaction.dsl();
            Phase phase = Phase.CREATING;
            int restarted = in.update(TABLE)
                    .set(TABLES, String.join(",", tables))
                    .set(PHASE, phase.name())
                    .set(SWAP, swapMode)
                    .set(CHANGED, changed)
                    .setNull(REQUEST)
                    .setNull(OWNER)
                    .setNull(SEEN)
                    .setNull(DIFF)
                    .setNull(FAILURE)
                    .set(STARTED, DSL.currentOffsetDateTime())
                    .setNull(ENDED)
                    .where(GROUP.eq(processingGroup), PHASE.in(ENDS))
                    .execute();
            return restarted == 1
                    || in.insertInto(TABLE)
                                    .columns(GROUP, TABLES, PHASE, SWAP, CHANGED, STARTED, GENERATION)
                                    .select(DSL.select(
                                                    DSL.val(processingGroup),
                                                    DSL.val(String.join(",", tables)),
                                                    DSL.val(phase.name()),
                                                    DSL.val(swapMode),
                                                    DSL.val(changed),
                                                    DSL.currentOffsetDateTime(),
                                                    DSL.val(0))
                                            .whereNotExists(
                                                    DSL.selectOne().from(TABLE).where(GROUP.eq(processingGroup))))
                                    .execute()
                            == 1;
        });
    }

    /** Makes a node the owner of a rebuild that has none, or whose owner has not renewed its claim for a time. */
    public boolean claim(String processingGroup, String node, Duration timeout) {
        Condition isFree = OWNER.isNull()
                .or(OWNER.eq(node))
                .or(SEEN.lt(DSL.currentOffsetDateTime().sub(DayToSecond.valueOf(timeout))));
        return dsl.update(TABLE)
                        .set(OWNER, node)
                        .set(SEEN, DSL.currentOffsetDateTime())
                        .where(GROUP.eq(processingGroup), PHASE.notIn(ENDS), isFree)
                        .execute()
                == 1;
    }

    /** Renews the claim of a node, and records its rate unless that is null. Returns false if it is no longer the owner. */
    public boolean renew(String processingGroup, String node, @Nullable Long eventsPerSecond) {
        return dsl.update(TABLE)
                        .set(SEEN, DSL.currentOffsetDateTime())
                        .set(RATE, eventsPerSecond == null ? RATE : DSL.val(eventsPerSecond))
                        .where(GROUP.eq(processingGroup), OWNER.eq(node), PHASE.notIn(ENDS))
                        .execute()
                == 1;
    }

    /** Gives up the claim of a node. */
    public void release(String processingGroup, String node) {
        dsl.update(TABLE)
                .setNull(OWNER)
                .where(GROUP.eq(processingGroup), OWNER.eq(node))
                .execute();
    }

    /** Records the request of an operator. Returns false if the rebuild is in none of these phases. */
    public boolean request(String processingGroup, Request request, Phase... allowed) {
        return dsl.update(TABLE)
                        .set(REQUEST, request.name())
                        .setNull(FAILURE)
                        .where(
                                GROUP.eq(processingGroup),
                                PHASE.in(Stream.of(allowed).map(Enum::name).toList()))
                        .execute()
                == 1;
    }

    /** Records that a request was fulfilled, or was given up for a reason. */
    public void answer(String processingGroup, Request request, @Nullable String failure) {
        dsl.update(TABLE)
                .setNull(REQUEST)
                .set(FAILURE, failure)
                .where(GROUP.eq(processingGroup), REQUEST.eq(request.name()))
                .execute();
    }

    public void compared(String processingGroup, String diff) {
        dsl.update(TABLE).set(DIFF, diff).where(GROUP.eq(processingGroup)).execute();
    }

    public void failed(String processingGroup, @Nullable String failure) {
        dsl.update(TABLE).set(FAILURE, failure).where(GROUP.eq(processingGroup)).execute();
    }

    public void enter(String processingGroup, Phase phase) {
        enter(dsl, processingGroup, phase);
    }

    /** Records, in a transaction, that a rebuild has reached a phase. */
    public static void enter(DSLContext transaction, String processingGroup, Phase phase) {
        transaction
                .update(TABLE)
                .set(PHASE, phase.name())
                .set(ENDED, phase.isEnd() ? DSL.currentOffsetDateTime() : DSL.castNull(SEEN))
                .set(REQUEST, phase.isEnd() ? DSL.castNull(REQUEST) : REQUEST)
                .set(
                        GENERATION,
                        phase == Phase.SWAPPED
                                ? GENERATION.add(DSL.when(CHANGED, 1).otherwise(0))
                                : GENERATION)
                .where(GROUP.eq(processingGroup))
                .execute();
    }

    private static RebuildRecord record(Record row) {
        String request = row.get(REQUEST);
        return new RebuildRecord(
                row.get(GROUP),
                List.of(row.get(TABLES).split(",")),
                Phase.valueOf(row.get(PHASE)),
                row.get(SWAP),
                row.get(CHANGED),
                request == null ? null : Request.valueOf(request),
                row.get(OWNER),
                row.get(RATE),
                row.get(DIFF),
                row.get(FAILURE),
                row.get(STARTED).toInstant(),
                instant(row.get(ENDED)),
                row.get(GENERATION));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static Field<String> text(String name) {
        return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
    }
}
