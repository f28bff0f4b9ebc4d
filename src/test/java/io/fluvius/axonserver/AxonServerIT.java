package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandTo;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.CommandResult;
import io.fluvius.environment.ServerProxy;
import io.fluvius.environment.TestAxonServer;
import io.fluvius.environment.TestDatabases;
import io.fluvius.group.GroupCommand.CreateGroup;
import io.fluvius.group.GroupName;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application whose connection to a real Axon Server a test can cut. The journeys run on that server too. */
@ResourceLock("PostgreSQL")
@EnabledIfSystemProperty(
        named = TestAxonServer.PROPERTY,
        matches = ".+",
        disabledReason =
                "NOTHING RAN ON AXON SERVER: -Dfluvius.test.axonserver=host:port names one in development mode")
class AxonServerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static ServerProxy proxy;
    private static ConfigurableApplicationContext application;
    private static CommandGateway commands;
    private static StateManager state;

    @BeforeAll
    static void start() throws IOException {
        proxy = ServerProxy.before(TestAxonServer.port());
        application = new SpringApplicationBuilder(FluviusApplication.class)
                .profiles("axonserver")
                .run(Stream.concat(
                                Stream.of(TestDatabases.freshPostgres()),
                                Stream.of("server.port=0", proxied(TestAxonServer.emptied())))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
        commands = application.getBean(CommandGateway.class);
        state = application.getBean(StateManager.class);
    }

    private static String proxied(String... server) {
        return server[0].replaceFirst("=.*", "=127.0.0.1:" + proxy.port());
    }

    @AfterAll
    static void stop() throws IOException {
        application.close();
        proxy.close();
    }

    @Test
    void the_server_knows_commands_queries_and_processors_by_their_names() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/v1/components/Fluvius/processors?context=default"))
                        .contains("\"user-directory\"", "\"when-user-deleted-then-leave-groups\""));
        assertThat(get("/v1/components/Fluvius/commands?context=default"))
                .contains("\"create-user\"", "\"add-members\"")
                .doesNotContain("io.fluvius");
        assertThat(get("/v1/components/Fluvius/queries?context=default"))
                .contains("\"user.find\"", "\"user.fetch\"", "\"membership.count\"")
                .doesNotContain("StateQuery", "java.lang.Record");
        String id = create().aggregate().id().toString();
        assertThat(get("/v1/events?aggregateId=" + id + "&context=default")).contains("user.user-created");
    }

    @Test
    void processors_are_stopped_started_split_and_merged_from_the_server() {
        StreamingEventProcessor processor = application
                .getBean(EventProcessingConfiguration.class)
                .eventProcessor("user-directory", StreamingEventProcessor.class)
                .orElseThrow();
        String path = "/v1/components/Fluvius/processors/user-directory/";
        String parameters = "?context=default&tokenStoreIdentifier=" + processor.getTokenStoreIdentifier();
        await().atMost(PATIENCE)
                .until(() -> get("/v1/components/Fluvius/processors?context=default")
                        .contains(processor.getTokenStoreIdentifier()));
        int segments = processor.processingStatus().size();

        TestAxonServer.http("PATCH", path + "segments/split" + parameters);
        await().atMost(PATIENCE).until(() -> processor.processingStatus().size() == segments + 1);
        TestAxonServer.http("PATCH", path + "segments/merge" + parameters);
        await().atMost(PATIENCE).until(() -> processor.processingStatus().size() == segments);
        TestAxonServer.http("PATCH", path + "pause" + parameters);
        await().atMost(PATIENCE).until(() -> !processor.isRunning());
        TestAxonServer.http("PATCH", path + "start" + parameters);
        await().atMost(PATIENCE).until(processor::isRunning);

        assertThat(read(create()).status()).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void a_view_includes_the_events_of_other_domains_too() {
        create();
        CommandResult group = commands.sendAndWait(new CreateGroup(new GroupName("Sales " + UUID.randomUUID()), null));

        assertThat(state.after(group.position(), PATIENCE)
                        .count(state.queryManager().buildQuery(UserView.class, Map.of())))
                .isPositive();
    }

    @Test
    void one_command_id_six_times_at_once_runs_once() {
        UUID user = create().aggregate().id();
        CommandMessage<LockUser> lock = CommandTo.aggregate(user, new LockUser(null));

        List<CommandResult> results =
                Stream.generate(() -> commands.<CommandResult>send(lock)).limit(6).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(results).extracting(CommandResult::version).containsOnly(1L);
        assertThat(results).filteredOn(result -> !result.replayed()).hasSize(1);
    }

    @Test
    void after_an_outage_commands_reads_and_streams_continue() throws InterruptedException {
        CommandResult john = create();
        try (ChangeSubscription<UserView> followed = follow(john.aggregate())) {
            assertThat(followed.next(PATIENCE)).get().isInstanceOf(Change.State.class);

            proxy.cut();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(codeOf(AxonServerIT::create)).isEqualTo(ProblemCode.UNAVAILABLE));
            assertThat(state.fetch(UserView.class, john.aggregate().id()).version())
                    .isZero();
            try (ChangeSubscription<UserView> opened = follow(john.aggregate())) {
                assertThat(opened.next(Duration.ZERO)).isEmpty();

                proxy.restore();
                CommandResult locked =
                        await().atMost(PATIENCE).ignoreExceptions().until(() -> lock(john.aggregate()), result -> true);
                assertThat(read(locked).status()).isEqualTo(UserStatus.LOCKED);
                assertThat(last(opened)).isEqualTo(UserStatus.LOCKED);
                assertThat(last(followed)).isEqualTo(UserStatus.LOCKED);
            }
        }
    }

    private static CommandResult create() {
        return commands.sendAndWait(
                new CreateUser(new PersonName("John"), new EmailAddress(UUID.randomUUID() + "@example.com")));
    }

    private static CommandResult lock(AggregateRef user) {
        return commands.sendAndWait(CommandTo.aggregate(user.id(), new LockUser(null)));
    }

    private static UserView read(CommandResult result) {
        return state.after(result.position(), PATIENCE)
                .fetch(UserView.class, result.aggregate().id());
    }

    private static ChangeSubscription<UserView> follow(AggregateRef user) {
        return state.subscribe(
                state.queryManager().buildQuery(UserView.class, Map.of("filter", Map.of("id", user.id()))), null);
    }

    /** The status of the followed user in the last change, until it is locked. */
    private static UserStatus last(ChangeSubscription<UserView> subscription) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        UserStatus status = UserStatus.ACTIVE;
        while (status != UserStatus.LOCKED && System.nanoTime() < deadline) {
            status = subscription
                    .next(Duration.ofSeconds(1))
                    .map(change -> switch (change) {
                        case Change.State<UserView> part ->
                            part.rows().getFirst().status();
                        case Change.Changed<UserView> changed -> changed.row().status();
                        case Change.Removed<UserView> removed -> UserStatus.DEACTIVATED;
                    })
                    .orElse(status);
        }
        return status;
    }

    private static ProblemCode codeOf(Runnable command) {
        try {
            command.run();
        } catch (ProblemException failure) {
            return failure.problem().code();
        }
        throw new AssertionError("The command succeeded");
    }

    private static String get(String path) {
        return TestAxonServer.http("GET", path).body();
    }
}
