package io.fluvius.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiPredicate;
import javax.sql.DataSource;
import org.axonframework.eventhandling.Segment;
import org.axonframework.serialization.Serializer;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Locks the tokens of a processor. A batch stores its token before it writes tables, so that no batch of any node changes
 * them meanwhile. Safe for use by many threads.
 */
final class HeldTokens {

    /** How long to wait for a batch that is being written. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '2s'";

    private final DataSource database;
    private final DSLContext dsl;
    private final Serializer serializer;

    HeldTokens(DataSource database, DSLContext dsl, Serializer serializer) {
        this.database = database;
        this.dsl = dsl;
        this.serializer = serializer;
    }

    /**
     * Runs work while the tokens are locked, in a transaction that is committed when the work returns true. The transaction
     * is not that of the calling thread, which can use others meanwhile.
     *
     * @param work receives the transaction and the tokens
     */
    boolean hold(String processor, BiPredicate<DSLContext, List<SegmentToken>> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            DSLContext held = DSL.using(connection, dsl.dialect(), dsl.settings());
            boolean done = false;
            try {
                done = work.test(held, lock(held, processor));
                if (done) {
                    connection.commit();
                }
                return done;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException failure) {
            throw new DataAccessException("Cannot hold the tokens of " + processor, failure);
        }
    }

    private List<SegmentToken> lock(DSLContext held, String processor) {
        if (held.dialect().family() == SQLDialect.POSTGRES) {
            held.execute(LOCK_TIMEOUT);
        }
        Result<Record3<Integer, String, String>> rows = held.select(
                        ProcessingTables.SEGMENT, ProcessingTables.TOKEN, ProcessingTables.TOKEN_TYPE)
                .from(ProcessingTables.TOKENS)
                .where(ProcessingTables.PROCESSOR.eq(processor))
                .orderBy(ProcessingTables.SEGMENT)
                .forUpdate()
                .fetch();
        int[] segments = rows.stream().mapToInt(Record3::value1).toArray();
        return rows.map(row -> SegmentToken.of(
                Segment.computeSegment(row.value1(), segments),
                TokenReader.token(serializer, row.value2(), row.value3())));
    }
}
