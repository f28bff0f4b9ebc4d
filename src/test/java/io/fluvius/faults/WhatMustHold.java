package io.fluvius.faults;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.progress.Position;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** What must hold after every fault, once the application has answered again. */
final class WhatMustHold {

    private final Ledger ledger;
    private final DSLContext dsl;
    private final StateManager state;
    private final List<LoggedEvent> events;
    private final Map<UUID, List<LoggedEvent>> byCommand;
    private final Map<UUID, List<LoggedEvent>> byUser;
    private final Map<UUID, Receipt> receipts;

    /** @param error as JSON; null on success */
    private record Receipt(
            UUID command,
            UUID user,
            @Nullable Long version,
            @Nullable Long position,
            @Nullable String error) {

        boolean isSuccess() {
            return error == null;
        }
    }

    private WhatMustHold(Ledger ledger, DSLContext dsl, StateManager state) {
        this.ledger = ledger;
        this.dsl = dsl;
        this.state = state;
        this.events = LoggedEvent.all(dsl);
        this.byCommand = events.stream().collect(groupingBy(LoggedEvent::command));
        this.byUser = events.stream().collect(groupingBy(LoggedEvent::user));
        this.receipts = receipts(dsl);
    }

    /** Fails on whatever the clients of a load would not believe, or the events contradict. */
    static void check(ConfigurableApplicationContext application, Ledger ledger) {
        WhatMustHold holds = new WhatMustHold(
                ledger, application.getBean(DSLContext.class), application.getBean(StateManager.class));
        holds.noAnswerIsWrong();
        holds.streamsAreWhole();
        ledger.ended().forEach(holds::isAsTold);
        holds.receiptsAgreeWithEvents();
        holds.uniqueValuesAreExact();
        holds.readModelIsFoldOfEvents();
    }

    private void noAnswerIsWrong() {
        assertThat(ledger.wrong()).isEmpty();
        assertThat(ledger.successes()).isPositive();
    }

    /** Numbered from 0 without a gap, in the order of the global index, and at an end with the deletion. */
    private void streamsAreWhole() {
        byUser.forEach((user, stream) -> {
            for (int at = 0; at < stream.size(); at++) {
                assertThat(stream.get(at).sequence()).as("%s", stream).isEqualTo(at);
                assertThat(stream.get(at).isDeletion() && at < stream.size() - 1)
                        .as("%s", stream)
                        .isFalse();
            }
        });
    }

    /** What succeeded is there, once, at the version and the position that were told; what was refused is not. */
    private void isAsTold(Order order, Told told) {
        List<LoggedEvent> done = byCommand.getOrDefault(order.id(), List.of());
        assertThat(receipts).containsKey(order.id());
        assertThat(receipts.get(order.id()).isSuccess()).as("%s", order).isEqualTo(told.isSuccess());
        if (told.isSuccess()) {
            assertThat(done).as("%s", order).isNotEmpty();
            assertThat(done).extracting(LoggedEvent::user).containsOnly(told.user());
            assertThat(told.user()).isEqualTo(order.user());
            assertThat(done.getLast().sequence()).as("%s", order).isEqualTo(told.version());
            assertThat(done.getLast().index()).as("%s", order).isEqualTo(told.position());
            assertThat(done).as("%s", order).anyMatch(event -> event.says(order.reason()));
        } else {
            assertThat(done).as("%s was told %s", order, told).isEmpty();
        }
    }

    /** Each event belongs to a command that succeeded, and was said by it once. */
    private void receiptsAgreeWithEvents() {
        assertThat(receipts.keySet()).containsAll(byCommand.keySet());
        receipts.values().forEach(receipt -> {
            List<LoggedEvent> said = byCommand.getOrDefault(receipt.command(), List.of());
            assertThat(said).extracting(LoggedEvent::type).doesNotHaveDuplicates();
            assertThat(said.isEmpty()).as("%s", receipt).isEqualTo(!receipt.isSuccess());
            if (!said.isEmpty()) {
                assertThat(said).extracting(LoggedEvent::user).containsOnly(receipt.user());
                assertThat(receipt.version()).isEqualTo(said.getLast().sequence());
                assertThat(receipt.position()).isEqualTo(said.getLast().index());
                assertThat(said.getLast().sequence() - said.getFirst().sequence())
                        .isEqualTo(said.size() - 1);
            }
        });
    }

    /** The table, what the metadata of the events says, and the addresses of the living are one and the same. */
    private void uniqueValuesAreExact() {
        Map<String, UUID> table = dsl.resultQuery("select scope, content, owner from unique_value")
                .fetchMap(
                        row -> row.get(0, String.class) + " " + row.get(1, String.class),
                        row -> row.get(2, UUID.class));
        assertThat(table).isEqualTo(claims());
        assertThat(table).isEqualTo(emails());
    }

    /** Two users have no common order: what one gave up may have gone to another who has an earlier number. */
    private Map<String, UUID> claims() {
        Map<String, UUID> claims = new HashMap<>();
        byUser.forEach((user, stream) -> {
            Set<String> own = new HashSet<>();
            for (LoggedEvent event : stream) {
                assertThat(own).containsAll(event.released());
                event.released().forEach(own::remove);
                own.addAll(event.claimed());
            }
            own.forEach(value -> assertThat(claims.put(value, user)).as(value).isNull());
        });
        return claims;
    }

    private Map<String, UUID> emails() {
        Map<String, UUID> emails = new HashMap<>();
        byUser.forEach((user, stream) -> {
            if (!stream.getLast().isDeletion()) {
                emails.put("user.email " + email(stream), user);
            }
        });
        return emails;
    }

    private static String email(List<LoggedEvent> stream) {
        return stream.stream()
                .map(event -> event.payload().path("email").asString(""))
                .filter(email -> !email.isEmpty())
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    private void readModelIsFoldOfEvents() {
        Position end = new Position(events.getLast().index());
        Map<UUID, UserView> rows = state.after(end, Duration.ofSeconds(10))
                .find(UserView.class, Map.of())
                .collect(Collectors.toMap(row -> row.id().value(), Function.identity()));
        Set<UUID> living = new HashSet<>(emails().values());
        assertThat(rows.keySet()).isEqualTo(living);
        living.forEach(user -> assertThat(rows.get(user))
                .isEqualTo(state.at(
                        UserView.class, user, byUser.get(user).getLast().sequence())));
        assertThat(dsl.resultQuery("select count(*) from dead_letter").fetchSingle(0, Long.class))
                .as("parked events")
                .isZero();
    }

    private static Map<UUID, Receipt> receipts(DSLContext dsl) {
        return dsl.resultQuery("select command_id, aggregate_id, version, global_position, error from command_receipt")
                .fetchMap(row -> row.get(0, UUID.class), WhatMustHold::receipt);
    }

    private static Receipt receipt(Record row) {
        return new Receipt(
                row.get(0, UUID.class),
                row.get(1, UUID.class),
                row.get(2, Long.class),
                row.get(3, Long.class),
                row.get(4, String.class));
    }
}
