package io.fluvius.faults;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Position;
import io.fluvius.environment.LoggedEvent;
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
import org.springframework.context.ConfigurableApplicationContext;

/** The invariants that hold after every fault, when the application answers again. */
final class Invariants {

    private final CommandResults results;
    private final DSLContext dsl;
    private final StateManager state;
    private final List<LoggedEvent> events;
    private final Map<UUID, List<LoggedEvent>> byCommand;
    private final Map<UUID, List<LoggedEvent>> byUser;
    /** The errors of those commands that have a receipt, as JSON; all commands of the load fail or have events. */
    private final Map<UUID, String> errors;

    private Invariants(CommandResults results, DSLContext dsl, StateManager state) {
        this.results = results;
        this.dsl = dsl;
        this.state = state;
        this.events = LoggedEvent.all(dsl);
        this.byCommand = events.stream().collect(groupingBy(LoggedEvent::command));
        this.byUser = events.stream().collect(groupingBy(LoggedEvent::user));
        this.errors = dsl.resultQuery("select command_id, error from command_receipt")
                .fetchMap(row -> row.get(0, UUID.class), row -> row.get(1, String.class));
    }

    /** Fails when results, events, receipts, unique values and read model contradict each other. */
    static void check(ConfigurableApplicationContext application, CommandResults results) {
        Invariants invariants =
                new Invariants(results, application.getBean(DSLContext.class), application.getBean(StateManager.class));
        invariants.assertResponsesAreExpected();
        invariants.assertStreamsAreComplete();
        results.completed().forEach(invariants::assertMatchesResult);
        invariants.assertReceiptsMatchEvents();
        invariants.assertUniqueValuesMatchEvents();
        invariants.assertReadModelMatchesEvents();
    }

    private void assertResponsesAreExpected() {
        assertThat(results.unexpected()).isEmpty();
        assertThat(results.successes()).isPositive();
    }

    /** Sequence numbers begin at 0, have no gaps and follow the global index; no event follows a deletion. */
    private void assertStreamsAreComplete() {
        byUser.forEach((user, stream) -> {
            for (int number = 0; number < stream.size(); number++) {
                assertThat(stream.get(number).sequence()).as("%s", stream).isEqualTo(number);
                assertThat(stream.get(number).isDeletion() && number < stream.size() - 1)
                        .as("%s", stream)
                        .isFalse();
            }
        });
    }

    /** A successful command has events that end at the version and position of its result; a failed one has none. */
    private void assertMatchesResult(LoadCommand command, CommandResult result) {
        List<LoggedEvent> appended = byCommand.getOrDefault(command.id(), List.of());
        if (result.isSuccess()) {
            assertThat(appended).as("%s", command).isNotEmpty();
            assertThat(appended).extracting(LoggedEvent::user).containsOnly(result.user());
            assertThat(result.user()).isEqualTo(command.user());
            assertThat(appended.getLast().sequence()).as("%s", command).isEqualTo(result.version());
            assertThat(appended.getLast().index()).as("%s", command).isEqualTo(result.position());
            assertThat(appended).as("%s", command).anyMatch(event -> event.hasText(command.uniqueText()));
        } else {
            assertThat(errors).as("%s was answered with %s", command, result).containsKey(command.id());
        }
    }

    /** A command has events, which it appended once and which are its receipt, or a receipt of failure. */
    private void assertReceiptsMatchEvents() {
        assertThat(errors)
                .doesNotContainValue(null)
                .doesNotContainKeys(byCommand.keySet().toArray(UUID[]::new));
        byCommand.forEach((command, appended) -> {
            assertThat(appended).extracting(LoggedEvent::type).doesNotHaveDuplicates();
            assertThat(appended)
                    .extracting(LoggedEvent::user)
                    .containsOnly(appended.getFirst().user());
            for (int number = 0; number < appended.size(); number++) {
                LoggedEvent event = appended.get(number);
                assertThat(event.id()).isEqualTo(command + (number == 0 ? "" : ":" + number));
                assertThat(event.sequence()).isEqualTo(appended.getFirst().sequence() + number);
            }
        });
    }

    /** The table, the metadata of the events, and the addresses of the existing users contain the same values. */
    private void assertUniqueValuesMatchEvents() {
        Map<String, UUID> table = dsl.resultQuery("select scope, content, owner from unique_value")
                .fetchMap(
                        row -> row.get(0, String.class) + " " + row.get(1, String.class),
                        row -> row.get(2, UUID.class));
        assertThat(table).isEqualTo(claims());
        assertThat(table).isEqualTo(emails());
    }

    /** Events of different users are not ordered: the claim of a value may precede the release by its previous owner. */
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

    private void assertReadModelMatchesEvents() {
        Position end = new Position(events.getLast().index());
        Map<UUID, UserView> rows = state.after(end, Duration.ofSeconds(10))
                .find(UserView.class, Map.of())
                .collect(Collectors.toMap(row -> row.id().value(), Function.identity()));
        Set<UUID> existing = new HashSet<>(emails().values());
        assertThat(rows.keySet()).isEqualTo(existing);
        existing.forEach(user -> assertThat(rows.get(user))
                .isEqualTo(state.at(
                        UserView.class, user, byUser.get(user).getLast().sequence())));
        // an event that an automation could not handle while the store could not be reached is parked, and tried again
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(dsl.resultQuery("select count(*) from dead_letter")
                                .fetchSingle(0, Long.class))
                        .as("parked events")
                        .isZero());
    }
}
