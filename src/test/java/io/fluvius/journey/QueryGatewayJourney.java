package io.fluvius.journey;

import static io.fluvius.query.Filter.where;
import static io.fluvius.query.QueryField.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;
import static org.axonframework.messaging.responsetypes.ResponseTypes.multipleInstancesOf;
import static org.axonframework.messaging.responsetypes.ResponseTypes.optionalInstanceOf;

import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Position;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.Count;
import io.fluvius.query.Fetch;
import io.fluvius.query.Find;
import io.fluvius.query.Query;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeactivateUser;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.Disposable;

/** Queries of a service that knows Axon's query gateway only. */
abstract class QueryGatewayJourney {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    private Commands commands;

    @Autowired
    private QueryGateway queries;

    private final String domain = UUID.randomUUID() + ".example.com";

    @Test
    void a_row_is_found_by_its_identifier() {
        CommandResult john = create("john");
        Fetch query = Fetch.from(UserView.class, john.aggregate().id()).after(john.position());

        UserView user = queries.query(query, instanceOf(UserView.class)).join();

        assertThat(user.email().value()).isEqualTo("john@" + domain);
        assertThat(queries.query(query, UserView.class).join()).isEqualTo(user);
        assertThat(queries.query(query, optionalInstanceOf(UserView.class)).join())
                .contains(user);
    }

    @Test
    void a_row_that_does_not_exist_is_a_problem_or_empty() {
        Fetch query = Fetch.from(UserView.class, UUID.randomUUID());

        assertThat(problemOf(queries.query(query, UserView.class)).code()).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(queries.query(query, optionalInstanceOf(UserView.class)).join())
                .isEmpty();
    }

    @Test
    void rows_are_found_by_a_filter_and_counted() {
        create("john");
        CommandResult jane = create("jane");
        Position latest =
                commands.send(jane.aggregate().id(), new DeactivateUser(null)).position();

        List<UserView> active = queries.query(
                        Find.in(UserView.class, where("email.ends", domain, "active", true))
                                .after(latest),
                        multipleInstancesOf(UserView.class))
                .join();
        List<UserView> sorted = queries.query(
                        Find.of(Query.of(UserView.class)
                                .filter(field("email").ends(domain))
                                .sort(field("email").asc())
                                .limit(1)),
                        multipleInstancesOf(UserView.class))
                .join();
        long all = queries.query(Count.in(UserView.class, where("email.ends", domain)), Long.class)
                .join();

        assertThat(active).extracting(user -> user.name().value()).containsExactly("john");
        assertThat(sorted).extracting(user -> user.name().value()).containsExactly("jane");
        assertThat(all).isEqualTo(2);
    }

    @Test
    void an_invalid_query_is_a_problem() {
        assertThat(problemOf(queries.query(
                                Find.in(UserView.class, where("nickname", "john")),
                                multipleInstancesOf(UserView.class)))
                        .code())
                .isEqualTo(ProblemCode.INVALID_QUERY);
    }

    @Test
    void a_subscription_query_receives_the_rows_and_their_changes() {
        CommandResult john = create("john");
        UUID id = john.aggregate().id();

        SubscriptionQueryResult<List<UserView>, UserView> result = queries.subscriptionQuery(
                Find.in(UserView.class, where("email.ends", domain)).after(john.position()),
                multipleInstancesOf(UserView.class),
                instanceOf(UserView.class));

        assertThat(result.initialResult().block(PATIENCE)).hasSize(1);
        List<UserView> updates = new CopyOnWriteArrayList<>();
        Disposable subscription = result.updates().subscribe(updates::add);
        commands.send(id, new UpdateUser(new PersonName("Johnny"), null));

        await().untilAsserted(() ->
                assertThat(updates).extracting(user -> user.name().value()).contains("Johnny"));
        subscription.dispose();
    }

    @Test
    void a_subscription_query_may_receive_removals() {
        CommandResult john = create("john");

        SubscriptionQueryResult<List<UserView>, Change<?>> result = queries.subscriptionQuery(
                Find.in(UserView.class, where("email.ends", domain)).after(john.position()),
                multipleInstancesOf(UserView.class),
                instanceOf(changes()));

        assertThat(result.initialResult().block(PATIENCE)).hasSize(1);
        List<Object> updates = new CopyOnWriteArrayList<>();
        Disposable subscription = result.updates().subscribe(updates::add);
        commands.send(john.aggregate().id(), new DeleteUser(null));

        await().untilAsserted(() -> assertThat(updates)
                .filteredOn(change -> change instanceof Change.Removed<?> removed
                        && removed.id().equals(john.aggregate().id()))
                .hasSize(1));
        subscription.dispose();
    }

    @SuppressWarnings("unchecked")
    private static Class<Change<?>> changes() {
        return (Class<Change<?>>) (Class<?>) Change.class;
    }

    private CommandResult create(String name) {
        return commands.send(new CreateUser(new PersonName(name), new EmailAddress(name + "@" + domain)));
    }

    private static Problem problemOf(CompletableFuture<?> result) {
        Problem[] problem = new Problem[1];
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(result::join)
                .satisfies(failure -> problem[0] = ((ProblemException) failure.getCause()).problem());
        return problem[0];
    }
}
