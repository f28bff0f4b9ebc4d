package io.fluvius.eventstore.append;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.personal.NewKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes a group as two statements that are one transaction: one takes the lock, the other writes everything. The driver
 * sends both at once, so a group costs one round trip, whatever its size.
 */
final class PostgresGroupInsert implements GroupInsert {

    /**
     * The settings of its connections. A statement is planned once, not again for each size of a group. The plan stays in use
     * when tables that were empty have grown, so it must not scan a whole table.
     */
    static final String SESSION_SETTINGS = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off";

    private final ProblemCodec problems;
    private final Map<GroupShape, String> statements = new ConcurrentHashMap<>();

    PostgresGroupInsert(ProblemCodec problems) {
        this.problems = problems;
    }

    @Override
    public void write(Connection connection, List<Append> group) throws SQLException {
        write(connection, group, false);
    }

    @Override
    public Map<Append, RuntimeException> writeAcceptable(Connection connection, List<Append> group)
            throws SQLException {
        return write(connection, group, true);
    }

    private Map<Append, RuntimeException> write(Connection connection, List<Append> group, boolean refusing)
            throws SQLException {
        GroupRows rows = GroupRows.of(group);
        GroupShape shape = GroupShape.of(rows, refusing);
        if (shape.isEmpty()) {
            return new IdentityHashMap<>();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(statements.computeIfAbsent(shape, GroupShape::sql))) {
            ColumnBinder binder = new ColumnBinder(statement);
            bindClaims(binder, rows.claims());
            binder.bindNumbers(numbers(group, Append::claims), Function.identity());
            bindClaims(binder, rows.releases());
            binder.bindNumbers(numbers(group, Append::releases), Function.identity());
            bindPersonalKeys(binder, rows.personalKeys());
            binder.bindNumbers(numbers(group, Append::personalKeys), Function.identity());
            binder.bindIds(rows.erasures(), Function.identity());
            binder.bindNumbers(numbers(group, Append::erasures), Function.identity());
            bindEvents(binder, rows.events());
            binder.bindNumbers(numbers(group, Append::events), Function.identity());
            bindReceipts(binder, rows.receipts());
            binder.bindNumbers(numbers(group, Append::receipts), Function.identity());
            if (!rows.receipts().isEmpty()) {
                binder.bindTime(Instant.now());
            }
            return execute(statement, group);
        }
    }

    /** The number of its append for each row. */
    private static List<Long> numbers(List<Append> group, Function<Append, Collection<?>> rows) {
        return IntStream.range(0, group.size())
                .boxed()
                .flatMap(number ->
                        Collections.nCopies(rows.apply(group.get(number)).size(), number.longValue()).stream())
                .toList();
    }

    private static void bindClaims(ColumnBinder binder, List<ValueClaim> claims) throws SQLException {
        binder.bindTexts(claims, ValueClaim::scope);
        binder.bindTexts(claims, ValueClaim::value);
        binder.bindIds(claims, ValueClaim::owner);
    }

    private static void bindPersonalKeys(ColumnBinder binder, List<NewKey> keys) throws SQLException {
        binder.bindIds(keys, NewKey::person);
        binder.bindTexts(keys, NewKey::wrapped);
        binder.bindTexts(keys, NewKey::masterKey);
    }

    private static void bindEvents(ColumnBinder binder, List<StoredEvent> events) throws SQLException {
        binder.bindTexts(events, StoredEvent::id);
        binder.bindTexts(events, StoredEvent::aggregate);
        binder.bindNumbers(events, StoredEvent::sequence);
        binder.bindTexts(events, StoredEvent::type);
        binder.bindTexts(events, StoredEvent::time);
        binder.bindTexts(events, StoredEvent::payloadType);
        binder.bindTexts(events, StoredEvent::revision);
        binder.bindTexts(events, StoredEvent::payload);
        binder.bindTexts(events, StoredEvent::metaData);
        binder.bindIds(events, GroupRows::command);
    }

    private void bindReceipts(ColumnBinder binder, List<Receipt> receipts) throws SQLException {
        binder.bindIds(receipts, Receipt::commandId);
        binder.bindTexts(receipts, Receipt::command);
        binder.bindTexts(receipts, receipt -> receipt.aggregate().resource());
        binder.bindIds(receipts, receipt -> receipt.aggregate().id());
        binder.bindNumbers(receipts, Receipt::version);
        binder.bindTexts(receipts, receipt -> problems.encode(receipt.error()));
        binder.bindTexts(receipts, Receipt::fingerprint);
    }

    /** Sets the positions of the appends that are written, and returns the exceptions of the others. */
    private static Map<Append, RuntimeException> execute(PreparedStatement statement, List<Append> group)
            throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        Map<Append, RuntimeException> refused = new IdentityHashMap<>();
        statement.execute();
        statement.getMoreResults();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                String name = rows.getString(1);
                Long append = rows.getObject(3, Long.class);
                if (append == null) {
                    positions.put(name, rows.getLong(2));
                } else if (name == null) {
                    refused.put(group.get(append.intValue()), ConflictCheck.commandRepeatedException());
                } else {
                    refused.putIfAbsent(group.get(append.intValue()), UniqueValues.valueTakenException(name));
                }
            }
        }
        group.forEach(append -> append.setPositions(positions));
        return refused;
    }
}
