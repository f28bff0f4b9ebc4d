package io.fluvius.documentation;

import static io.fluvius.query.Filter.where;
import static io.fluvius.query.QueryField.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.environment.OnH2;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.user.ActionName;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The documentation of the original, statement by statement: its code in comments, and the same in Java below. */
@OnH2
@Import(SeedWalkthroughIT.WhenUserLockedThenRequireNewPassword.class)
class SeedWalkthroughIT {

    private static final ActionName UPDATE_PASSWORD = new ActionName("UPDATE_PASSWORD");

    /** No other test here locks a user. */
    @Automation("seed-when-user-locked-then-require-new-password")
    static class WhenUserLockedThenRequireNewPassword {

        @EventHandler
        void react(UserLocked event, Commands commands) {
            commands.send(event.userId(), new ExecuteUserAction(List.of(UPDATE_PASSWORD)));
        }
    }

    private Domain domain;

    @Autowired
    void use(Domains domains) {
        domain = domains.named("user");
    }

    @Autowired
    private QueryManager queryManager;

    @Autowired
    private DSLContext database;

    private final UUID userId = UUID.randomUUID();
    private final String email = "john-" + userId + "@example.com";

    @Test
    void creating_commands() {
        // command = domain.create_command(
        //     'create-user',
        //     payload={'name': 'John Doe', 'email': '[email protected]'},
        //     aggroot=('user', user_id)
        // )
        Map<String, Object> payload = Map.of("name", "John Doe", "email", email);
        Command command = domain.createCommand("create-user", payload, AggregateRef.of("user", userId));

        assertThat(command.key()).isEqualTo("create-user");
        assertThat(command.aggregate()).isEqualTo(AggregateRef.of("user", userId));
    }

    @Test
    void processing_a_single_command() throws ExecutionException, InterruptedException {
        Command command = creation(userId, email);

        // response = await domain.process_command(command)
        CommandResponse response = domain.processCommand(command).get();

        assertThat(response.isSuccess()).isTrue();
        assertThat(response.aggregate()).isEqualTo(AggregateRef.of("user", userId));
    }

    @Test
    void commands_are_processed_by_aggregates_and_generate_events() {
        // Commands represent intentions to change state. They are processed by aggregates and generate events.
        CommandResponse created = process(creation(userId, email));
        CommandResponse again = process(creation(userId, "other-" + email));

        assertThat(history())
                .singleElement()
                .satisfies(event -> assertThat(event.type()).isEqualTo("user.user-created"))
                .satisfies(event -> assertThat(event.commandId()).isEqualTo(created.commandId()));
        assertThat(again.isSuccess()).isFalse();
    }

    @Test
    void processing_multiple_commands() {
        UUID other = UUID.randomUUID();
        Command[] commands = {creation(userId, email), creation(other, "other-" + email)};

        // async for response in domain.command_processor.process(*commands):
        //     print(response)
        Stream<CommandResponse> responses =
                domain.commandProcessor().process(commands).toStream();

        assertThat(responses)
                .extracting(CommandResponse::aggregate)
                .containsExactly(AggregateRef.of("user", userId), AggregateRef.of("user", other));
    }

    @Test
    void command_handlers() {
        // class UserDomain(Domain):
        //     @command('create-user')
        //     async def handle_create_user(self, bundle): ...
        assertThat(domain.commands())
                .filteredOn(command -> command.key().equals("create-user"))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.resource()).isEqualTo("user");
                    assertThat(command.isCreating()).isTrue();
                });
    }

    @Test
    void simple_queries() {
        CommandResponse created = process(creation(userId, email));
        visible(created);

        // user = await domain.statemgr.fetch('user', user_id)
        Record user = domain.state().fetch("user", userId);
        assertThat(user).isEqualTo(domain.state().fetch(UserView.class, userId));

        // users = await domain.statemgr.find('user', active=True)
        Stream<? extends Record> users = domain.state().find("user", where("active", true));
        assertThat(users).map(Record.class::cast).contains(user);

        // user = await domain.statemgr.find_one('user', email='[email protected]')
        assertThat(domain.state().findOne("user", where("email", email)).map(Record.class::cast))
                .contains(user);
    }

    @Test
    void advanced_queries() {
        for (int number = 0; number < 12; number++) {
            visible(process(creation(UUID.randomUUID(), number + "-" + email)));
        }
        CommandResponse inactive = process(creation(userId, email));
        visible(process(domain.createCommand("deactivate-user", Map.of(), inactive.aggregate())));

        // query_manager = QueryManager()
        // query = query_manager.build_query('user', {
        //     'filter': {'active': True},
        //     'sort': [{'field': 'name', 'order': 'asc'}],
        //     'limit': 10
        // })
        Query<?> query = queryManager.buildQuery(
                "user",
                Map.of(
                        "filter", Map.of("active", true),
                        "sort", List.of(Map.of("field", "name", "order", "asc")),
                        "limit", 10));

        // users = await domain.statemgr.query(query)
        QueryPage<?> users = domain.state().query(query);

        // the same with the query builder
        QueryPage<UserView> typed = domain.state()
                .query(Query.of(UserView.class)
                        .filter(field("active").eq(true))
                        .sort(field("name").asc())
                        .limit(10));
        assertThat(typed.data()).isEqualTo(users.data());

        assertThat(users.data()).hasSize(10).map(UserView.class::cast).allMatch(UserView::active);
        assertThat(users.data())
                .map(UserView.class::cast)
                .map(user -> user.name().value())
                .isSorted();
    }

    @Test
    void commands_do_not_return_data() {
        // Commands don't return data: They return success/failure status
        assertThat(CommandResponse.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactlyInAnyOrder(
                        "commandId", "command", "aggregate", "status", "version", "position", "replayed", "error");
        assertThat(process(creation(userId, email)).status()).isEqualTo(CommandResponse.Status.SUCCESS);
        assertThat(process(creation(userId, "other-" + email)).status()).isEqualTo(CommandResponse.Status.FAILURE);
    }

    @Test
    void queries_do_not_modify_state() {
        CommandResponse created = process(creation(userId, email)).orThrow();
        // later events would change the rows meanwhile: state includes all of them
        domain.state().after(Objects.requireNonNull(created.position())).fetch("user", userId);
        List<?> before = everything();

        // Queries don't modify state: They only read data
        domain.state().fetch("user", userId);
        domain.state().find("user", where("active", true)).toList();
        domain.state().findOne("user", where("email", email));
        domain.state().query(queryManager.buildQuery("user", Map.of("count", true)));

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void events_are_used_for_side_effects() {
        visible(process(creation(userId, email)));
        process(domain.createCommand("lock-user", Map.of(), AggregateRef.of("user", userId)));

        // Use events for side effects
        UserView locked = await().until(
                        () -> domain.state().fetch(UserView.class, userId),
                        user -> user.requiredActions().contains(UPDATE_PASSWORD.value()));
        assertThat(locked.status()).isEqualTo(UserStatus.LOCKED);
        List<HistoryEntry> history = history();
        assertThat(history)
                .extracting(HistoryEntry::type)
                .containsExactly("user.user-created", "user.user-locked", "user.user-actions-required");
        assertThat(history.getLast().causationId()).isEqualTo(history.get(1).eventId());

        // Don't perform side effects in queries
        domain.state().fetch("user", userId);
        domain.state().findOne("user", where("email", email));
        assertThat(history()).isEqualTo(history);
    }

    @Test
    void user_management() {
        // # Command: Create user
        // command = domain.create_command('create-user', {
        //     'name': 'John Doe',
        //     'email': '[email protected]'
        // })
        Command command = domain.createCommand("create-user", Map.of("name", "John Doe", "email", email));

        // response = await domain.process_command(command)
        CommandResponse response = domain.processCommand(command).join();
        UUID created = response.orThrow().aggregate().id();

        // # Query: Get user
        // user = await domain.statemgr.fetch('user', user_id)
        UserView user = visible(response);
        assertThat(user.id().value()).isEqualTo(created);
        assertThat(user.name().value()).isEqualTo("John Doe");

        // # Query: List active users
        // active_users = await domain.statemgr.find('user', active=True)
        Stream<UserView> activeUsers = domain.state().find(UserView.class, where("active", true));
        assertThat(activeUsers).contains(user);

        visible(process(domain.createCommand("deactivate-user", Map.of(), response.aggregate())));
        assertThat(domain.state().find(UserView.class, where("active", true)))
                .map(UserView::id)
                .doesNotContain(user.id());
    }

    @Test
    void a_user_that_was_never_created_is_not_found() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> domain.state().fetch("user", userId));
    }

    private Command creation(UUID user, String address) {
        return domain.createCommand(
                "create-user", Map.of("name", "John Doe " + address, "email", address), AggregateRef.of("user", user));
    }

    private List<HistoryEntry> history() {
        return domain.state().history("user", userId).toList();
    }

    private CommandResponse process(Command command) {
        return domain.processCommand(command).join();
    }

    /** Waits until state includes the response, and returns the user. */
    private UserView visible(CommandResponse response) {
        CommandResponse success = response.orThrow();
        return await().ignoreExceptionsInstanceOf(NotFoundException.class)
                .until(
                        () -> domain.state()
                                .fetch(UserView.class, success.aggregate().id()),
                        user -> user.version() >= success.version());
    }

    private List<?> everything() {
        return Stream.of("domain_event", "command_receipt", "unique_value", "user_view")
                .map(table ->
                        new HashSet<>(database.selectFrom(DSL.table(table)).fetch()))
                .toList();
    }
}
