package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.KnownFailures;
import io.fluvius.group.GroupId;
import io.fluvius.group.MembershipView;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A table with several rows for each aggregate has the rows that a read model in memory has after the same events. */
abstract class RowsOfAggregatesContract {

    private static final ViewType<MembershipView> TYPE = ViewType.of("membership", MembershipView.class);
    private static final ViewTable<MembershipView> TABLE = new ViewTable<>(TYPE);
    private static final int MAX_REDELIVERED = 12;

    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final List<GroupId> groups =
            Stream.generate(() -> new GroupId(UUID.randomUUID())).limit(3).toList();
    private final List<UserId> users =
            Stream.generate(() -> new UserId(UUID.randomUUID())).limit(6).toList();

    @Autowired
    private DSLContext database;

    @Autowired
    private PlatformTransactionManager transactions;

    /** An event of a group, with the changes that its handler makes. */
    private record Event(GroupId group, long version, Consumer<ReadModel<MembershipView>> handler) {

        DomainEventMessage<?> message() {
            return new GenericDomainEventMessage<>(
                    "group",
                    group.toString(),
                    version,
                    "any payload",
                    MetaData.emptyInstance(),
                    UUID.randomUUID().toString(),
                    Instant.EPOCH.plusSeconds(version));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rows_are_those_in_memory_also_when_events_are_delivered_again(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random, 120);
        InMemoryReadModel<MembershipView> expected = new InMemoryReadModel<>(TYPE);
        int applied = 0;
        int next = 0;
        while (next < events.size()) {
            int begin = random.nextBoolean() ? next : Math.max(0, next - random.nextInt(MAX_REDELIVERED));
            int end = Math.min(events.size(), next + 1 + random.nextInt(10));
            write(events.subList(begin, end));
            for (; applied < end; applied++) {
                apply(events.get(applied), expected);
            }
            next = end;

            assertThat(rows()).containsExactlyElementsOf(sorted(expected.all()));
        }
        assertThat(deadLetters.failed).isEmpty();
    }

    @Test
    void rows_that_a_batch_has_not_read_are_deleted_with_all_others_and_do_not_come_back() {
        GroupId group = groups.getFirst();
        Event joined = event(group, 0, rows -> users.forEach(user -> rows.insert(row(group, user))));
        write(List.of(joined));

        write(List.of(event(group, 1, ReadModel::deleteAll)));
        assertThat(rows()).isEmpty();

        write(List.of(joined));
        assertThat(rows()).isEmpty();
        assertThat(deadLetters.failed).isEmpty();
    }

    @Test
    void more_rows_than_a_statement_names_are_written_read_and_deleted() {
        GroupId group = groups.getFirst();
        List<UserId> many = Stream.generate(() -> new UserId(UUID.randomUUID()))
                .limit(25_000)
                .toList();

        write(List.of(event(group, 0, rows -> many.forEach(user -> rows.insert(row(group, user))))));
        assertThat(database.fetchCount(TABLE.table(), TABLE.aggregate().eq(group.value())))
                .isEqualTo(many.size());
        write(List.of(event(group, 1, rows -> many.forEach(user -> rows.delete(MembershipView.idOf(group, user))))));

        assertThat(rows()).isEmpty();
    }

    /** Random events that the rows allow: users join and leave groups, and groups are emptied. */
    private List<Event> events(Random random, int number) {
        List<Event> events = new ArrayList<>();
        long[] versions = new long[groups.size()];
        List<Set<UserId>> members =
                groups.stream().<Set<UserId>>map(group -> new HashSet<>()).toList();
        for (int i = 0; i < number; i++) {
            int at = random.nextInt(groups.size());
            GroupId group = groups.get(at);
            Set<UserId> present = members.get(at);
            List<UserId> chosen =
                    users.stream().filter(user -> random.nextInt(3) == 0).toList();
            boolean empties = random.nextInt(10) == 0;
            Set<UserId> before = Set.copyOf(present);
            if (empties) {
                present.clear();
            }
            chosen.forEach(user -> {
                if (!present.add(user)) {
                    present.remove(user);
                }
            });
            Set<UserId> after = Set.copyOf(present);
            events.add(event(group, versions[at]++, rows -> change(rows, group, empties, before, after)));
        }
        return events;
    }

    private static void change(
            ReadModel<MembershipView> rows, GroupId group, boolean empties, Set<UserId> before, Set<UserId> after) {
        if (empties) {
            rows.deleteAll();
        }
        Set<UserId> kept = empties ? Set.of() : before;
        kept.stream()
                .filter(user -> !after.contains(user))
                .forEach(user -> rows.delete(MembershipView.idOf(group, user)));
        after.stream().filter(user -> !kept.contains(user)).forEach(user -> rows.insert(row(group, user)));
    }

    private void write(List<Event> events) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            ProjectionBatch batch = new ProjectionBatch("group-directory", database, deadLetters, KnownFailures.all());
            events.forEach(event ->
                    event.handler().accept(batch.changes(event.message()).readModel(TABLE)));
            batch.write();
        });
    }

    private static void apply(Event event, InMemoryReadModel<MembershipView> rows) {
        DomainEventMessage<?> message = event.message();
        event.handler()
                .accept(rows.forEvent(event.group().value(), message.getTimestamp(), message.getSequenceNumber()));
    }

    private List<MembershipView> rows() {
        return sorted(TABLE.rows(database.select(TABLE.selected())
                .from(TABLE.table())
                .where(TABLE.aggregate().in(groups.stream().map(GroupId::value).toList()))));
    }

    private static List<MembershipView> sorted(List<MembershipView> rows) {
        return rows.stream().sorted(Comparator.comparing(MembershipView::id)).toList();
    }

    private static Event event(GroupId group, long version, Consumer<ReadModel<MembershipView>> handler) {
        return new Event(group, version, handler);
    }

    private static MembershipView row(GroupId group, UserId user) {
        return MembershipView.created(group, user);
    }
}
