package io.fluvius.documentation;

import static io.fluvius.query.Filter.where;
import static io.fluvius.query.FilterCondition.anyOf;
import static io.fluvius.query.QueryField.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.Position;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.query.Count;
import io.fluvius.query.Fetch;
import io.fluvius.query.Find;
import io.fluvius.query.Query;
import io.fluvius.query.QueryBuilder;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

/** Runs the code of docs/how-to/query-from-java.md. */
@OwnApplication("the document asks for all users")
@OnH2
class QueryFromJavaIT {

    private static final int USERS = 12;

    private Domain domain;

    @Autowired
    void use(Domains domains) {
        domain = domains.named("user");
    }

    @Autowired
    private QueryManager queries;

    @Autowired
    private QueryGateway queryGateway;

    @Test
    void queries_are_written_in_java() {
        UUID id = users();
        Command command = domain.createCommand("create-user", Map.of("name", "Jane Doe", "email", "jane@example.com"));

        CommandResponse response = domain.executeCommand(command).orThrow();
        StateManager state = domain.state().after(Objects.requireNonNull(response.position()));

        UserView john = state.fetch(UserView.class, id);
        Optional<UserView> byEmail = state.findOne(UserView.class, where("email", "john@example.com"));
        Stream<UserView> active = state.find(UserView.class, where("active", true));
        long locked = state.count(UserView.class, where("status", UserStatus.LOCKED));
        assertThat(byEmail).contains(john);
        assertThat(active).hasSize(USERS + 1);
        assertThat(locked).isZero();
        assertThat(state.count("user", where("active", true))).isEqualTo(USERS + 1);

        QueryBuilder<UserView> query = Query.of(UserView.class)
                .filter(
                        field("active").eq(true),
                        anyOf(
                                field("email").ends("@example.com"),
                                field("createdAt").gte(Instant.parse("2026-01-01T00:00:00Z"))),
                        field("requiredActions").has("VERIFY_EMAIL").not())
                .text("doe")
                .sort(field("name").asc(), field("createdAt").desc())
                .limit(10);

        QueryPage<UserView> page = state.query(query);
        long matching = state.count(query);
        Stream<UserView> everyone = state.stream(query);
        assertThat(page.data()).hasSize(10);
        assertThat(page.data().getFirst().name().value()).isEqualTo("Jane Doe");
        assertThat(matching).isEqualTo(USERS + 1);
        assertThat(everyone).hasSize(USERS + 1).contains(john);

        QueryPage<UserView> next = state.query(query.cursor(page.next()));
        assertThat(next.data()).hasSize(USERS + 1 - 10);
        assertThat(state.findOne(query.filter(field("email").eq("john@example.com"))))
                .contains(john);

        Query<?> fromMap = queries.buildQuery(
                "user",
                Map.of(
                        "filter", Map.of("active", true),
                        "sort", List.of(Map.of("field", "name", "order", "asc")),
                        "limit", 10));
        QueryPage<?> rows = state.query(fromMap);
        assertThat(rows.data()).hasSize(10);

        Position position = Objects.requireNonNull(response.position());
        List<UserView> found = queryGateway
                .query(
                        Find.in(UserView.class, where("active", true)).after(position),
                        ResponseTypes.multipleInstancesOf(UserView.class))
                .join();
        UserView fetched = queryGateway
                .query(Fetch.from(UserView.class, id), UserView.class)
                .join();
        long counted = queryGateway
                .query(Count.in(UserView.class, where("active", true)), Long.class)
                .join();
        assertThat(found).contains(fetched).hasSize((int) counted);

        SubscriptionQueryResult<List<UserView>, UserView> subscription = queryGateway.subscriptionQuery(
                Find.in(UserView.class, where("active", true)),
                ResponseTypes.multipleInstancesOf(UserView.class),
                ResponseTypes.instanceOf(UserView.class));
        List<UserView> initial = subscription.initialResult().block();
        Flux<UserView> updates = subscription.updates();
        assertThat(initial).hasSize((int) counted);
        updates.subscribe().dispose();
    }

    /** Creates John Doe and others of this name. Returns the id of the first. */
    private UUID users() {
        List<UUID> ids = Stream.iterate(0, number -> number + 1)
                .limit(USERS)
                .map(number -> Map.of("name", "John Doe " + number, "email", address(number)))
                .map(payload -> domain.processCommand(domain.createCommand("create-user", payload)))
                .map(response -> response.join().orThrow().aggregate().id())
                .toList();
        return ids.getFirst();
    }

    private static String address(int number) {
        return number == 0 ? "john@example.com" : "john-" + number + "@example.com";
    }
}
