package io.fluvius.eventstore.append;

import static io.fluvius.eventstore.append.Appends.append;
import static io.fluvius.eventstore.append.Appends.claim;
import static io.fluvius.eventstore.append.Appends.event;
import static io.fluvius.eventstore.append.Appends.position;
import static io.fluvius.eventstore.append.Appends.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Groups with none, one or two appends of each kind, in every combination. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GroupShapesContract {

    private static final int MAX = 2;

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    private interface Writing {
        void write(GroupInsert insert, Connection connection, List<Append> group) throws SQLException;
    }

    /** How many appends there are of each kind. */
    record Group(int releases, int claims, int events, int successes, int quiet, int failures) {}

    static Stream<Group> groups() {
        return IntStream.range(0, (int) Math.pow(MAX + 1, 6))
                .mapToObj(number -> new Group(
                        digit(number, 0),
                        digit(number, 1),
                        digit(number, 2),
                        digit(number, 3),
                        digit(number, 4),
                        digit(number, 5)));
    }

    /** Groups with the same number of appends of each kind that they contain. */
    static Stream<Group> evenGroups() {
        return groups().filter(group -> Stream.of(
                                group.releases(),
                                group.claims(),
                                group.events(),
                                group.successes(),
                                group.quiet(),
                                group.failures())
                        .filter(count -> count > 0)
                        .distinct()
                        .count()
                == 1);
    }

    private static int digit(int number, int index) {
        return number / (int) Math.pow(MAX + 1, index) % (MAX + 1);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void every_combination_is_written(Group group) throws SQLException {
        assertWritten(group, GroupInsert::write);
    }

    @ParameterizedTest
    @MethodSource("evenGroups")
    void every_combination_of_kinds_is_acceptable(Group group) throws SQLException {
        assertWritten(
                group,
                (insert, connection, appends) ->
                        assertThat(insert.writeAcceptable(connection, appends)).isEmpty());
    }

    private void assertWritten(Group group, Writing writing) throws SQLException {
        List<Append> releases = of(group.releases(), user -> append(List.of(), List.of(), List.of(claim(user)), null));
        List<Append> claims = of(group.claims(), user -> append(List.of(), List.of(claim(user)), List.of(), null));
        List<Append> events = of(group.events(), user -> append(List.of(event(user, 0)), List.of(), List.of(), null));
        List<Append> successes = of(group.successes(), Appends::creation);
        List<Append> quiet = of(group.quiet(), user -> append(List.of(), List.of(), List.of(), receipt(user)));
        List<Append> failures = of(group.failures(), user -> append(List.of(), List.of(), List.of(), failure(user)));
        List<Append> all = all(releases, claims, events, successes, quiet, failures);
        for (Append released : releases) {
            write(GroupInsert::write, List.of(append(List.of(), released.releases(), List.of(), null)));
        }
        long headBefore = head();

        write(writing, all);

        assertThat(releases)
                .allSatisfy(append -> assertThat(count(append.releases())).isZero());
        assertThat(claims)
                .allSatisfy(append -> assertThat(count(append.claims())).isOne());
        assertThat(Stream.concat(events.stream(), successes.stream()))
                .allSatisfy(append -> assertThat(position(append).index())
                        .isEqualTo(index(append))
                        .isGreaterThan(headBefore));
        assertThat(successes).allSatisfy(append -> assertThat(append.receipts()).isEmpty());
        assertThat(quiet)
                .allSatisfy(append -> assertThat(position(append).index())
                        .isEqualTo(storedPosition(append))
                        .isBetween(headBefore, head()));
        assertThat(failures)
                .allSatisfy(append -> assertThat(storedPosition(append)).isNull());
    }

    private static List<Append> of(int count, java.util.function.Function<UUID, Append> kind) {
        return Stream.generate(UUID::randomUUID).limit(count).map(kind).toList();
    }

    @SafeVarargs
    private static List<Append> all(List<Append>... kinds) {
        List<Append> all = new ArrayList<>();
        for (List<Append> kind : kinds) {
            all.addAll(kind);
        }
        Collections.reverse(all);
        return all;
    }

    private static Receipt failure(UUID user) {
        Problem problem = Problem.of(ProblemCode.CONFLICT, "Another command was faster");
        return new Receipt(UUID.randomUUID(), "create-user", AggregateRef.of("user", user), null, null, problem, "f");
    }

    private void write(Writing writing, List<Append> group) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            writing.write(GroupInsert.of(dsl.dialect().family(), new ProblemCodec()), connection, group);
        }
    }

    private long head() {
        Long head = dsl.select(org.jooq.impl.DSL.max(EventStoreTables.INDEX))
                .from(EventStoreTables.EVENTS)
                .fetchSingle()
                .value1();
        return head == null ? -1 : head;
    }

    private int count(List<ValueClaim> claims) {
        return dsl.fetchCount(
                EventStoreTables.UNIQUE_VALUES,
                EventStoreTables.CONTENT.eq(claims.getFirst().value()));
    }

    private Long index(Append append) {
        return dsl.select(EventStoreTables.INDEX)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.EVENT_ID.eq(append.events().getLast().id()))
                .fetchSingle()
                .value1();
    }

    private Long storedPosition(Append append) {
        return dsl.select(EventStoreTables.POSITION)
                .from(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.eq(
                        append.receipts().getFirst().commandId()))
                .fetchSingle()
                .value1();
    }
}
