package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.TestDatabases;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** A thousand subscribers over HTTP, each with a separate connection. */
@Isolated("counts the threads of the JVM")
@OwnApplication("follows all users, and counts threads and connections")
abstract class ThousandSubscribersJourney {

    /** On a slow machine the default is too short for so many commands at once, and their outcomes would be unknown. */
    static final String PATIENT_APPENDS = "fluvius.append.timeout=1m";

    private static final int SUBSCRIBERS = 1_000;
    private static final int USERS = 200;
    private static final int COMMANDS = 1_500;
    /** The number of subscribers that connect at once; the accept queue of the server must hold them. */
    private static final int CONCURRENT_CONNECTS = 50;

    private static final Duration LONG = Duration.ofSeconds(60);

    private Domain users;

    @Autowired
    void use(Domains domains) {
        users = domains.named("user");
    }

    @Autowired
    private StateManager state;

    @Autowired
    private ChangeFeed feed;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private WebServerApplicationContext server;

    @Test
    void each_subscriber_receives_every_change_that_matches_its_filter_and_no_other() throws Exception {
        List<AggregateRef> allUsers = new ArrayList<>(create(0, USERS));
        List<SseSubscriber> subscribers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> new SseSubscriber(UserFilter.number(i)))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                connect(threads, subscribers);
                List<Future<Void>> listening =
                        subscribers.stream().map(threads::submit).toList();
                Map<AggregateRef, Integer> firstVersions = new HashMap<>();
                allUsers.forEach(user -> firstVersions.put(user, rows(user).size()));
                allUsers.addAll(change(allUsers));

                Map<AggregateRef, List<@Nullable UserView>> rows = new HashMap<>();
                allUsers.forEach(user -> rows.put(user, rows(user)));
                assertReceived(subscribers, filter -> expected(filter, rows, firstVersions));
                awaitHeartbeats(subscribers);
                assertReceived(subscribers, filter -> expected(filter, rows, firstVersions));
                assertThat(listening).noneMatch(Future::isDone);
            } finally {
                subscribers.forEach(SseSubscriber::stop);
            }
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(feed.subscriberCount()).isZero());
    }

    @Test
    void clients_that_vanish_leave_no_subscriber_thread_or_connection() throws Exception {
        create(10_000, 10);
        await().untilAsserted(() -> assertThat(requestThreads()).isZero());
        long connections = connections();
        List<SseSubscriber> subscribers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> new SseSubscriber(UserFilter.number(i)))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connect(threads, subscribers);
        }
        assertThat(feed.subscriberCount()).isEqualTo(SUBSCRIBERS);
        assertThat(requestThreads()).isEqualTo(SUBSCRIBERS);
        assertThat(connections()).isGreaterThanOrEqualTo(connections + SUBSCRIBERS);

        for (SseSubscriber subscriber : subscribers) {
            subscriber.vanish();
        }

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(feed.subscriberCount()).isZero();
            assertThat(requestThreads()).isZero();
            assertThat(connections()).isLessThanOrEqualTo(connections);
            assertThat(activeConnections()).isZero();
        });
    }

    private void connect(ExecutorService threads, List<SseSubscriber> subscribers) throws Exception {
        Semaphore permits = new Semaphore(CONCURRENT_CONNECTS);
        List<Future<Void>> connecting = subscribers.stream()
                .map(subscriber -> threads.submit((Callable<Void>) () -> {
                    permits.acquire();
                    try {
                        subscriber.connect(server.getWebServer().getPort());
                    } finally {
                        permits.release();
                    }
                    return null;
                }))
                .toList();
        for (Future<Void> each : connecting) {
            each.get();
        }
    }

    /** Creates users with numbered email addresses, and returns them once they can be read. */
    private List<AggregateRef> create(int from, int count) {
        List<CommandResponse> created = process(IntStream.range(from, from + count)
                .mapToObj(i -> users.createCommand(
                        "create-user", Map.of("name", name(new Random(i)), "email", UserFilter.email(i))))
                .toList());
        created.forEach(user -> state.after(user.position(), LONG)
                .fetch("user", user.aggregate().id()));
        return created.stream().map(CommandResponse::aggregate).toList();
    }

    /** Executes random commands on the given users and creates some. Returns the created users. */
    private List<AggregateRef> change(List<AggregateRef> existing) {
        Random random = new Random(20261123);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            commands.add(random.nextInt(12) == 0 ? creation(USERS + i, random) : change(existing, i, random));
        }
        List<CommandResponse> created = process(commands).stream()
                .filter(response -> !existing.contains(response.aggregate()))
                .toList();
        // otherwise a user could exist of whom the test does not know
        assertThat(created).allMatch(CommandResponse::isSuccess);
        return created.stream().map(CommandResponse::aggregate).toList();
    }

    private Command creation(int number, Random random) {
        return users.createCommand("create-user", Map.of("name", name(random), "email", UserFilter.email(number)));
    }

    private Command change(List<AggregateRef> existing, int number, Random random) {
        AggregateRef user = existing.get(random.nextInt(existing.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> users.createCommand("update-user", Map.of("name", name(random)), user);
            case 2 -> users.createCommand("update-user", Map.of("email", UserFilter.email(5_000 + number)), user);
            case 3, 4 -> users.createCommand("lock-user", Map.of(), user);
            case 5 -> users.createCommand("unlock-user", Map.of(), user);
            case 6 -> users.createCommand("enable-totp", Map.of(), user);
            case 7, 8 ->
                users.createCommand(
                        "execute-user-action",
                        Map.of("actions", List.of("A_" + random.nextInt(UserFilter.ACTIONS))),
                        user);
            default ->
                random.nextInt(4) == 0
                        ? users.createCommand("delete-user", Map.of(), user)
                        : users.createCommand("deactivate-user", Map.of(), user);
        };
    }

    private List<CommandResponse> process(List<Command> commands) {
        return users.commandProcessor()
                .process(commands.toArray(Command[]::new))
                .collectList()
                .block(LONG);
    }

    private static String name(Random random) {
        return UserFilter.word(random.nextInt(UserFilter.WORDS)) + " "
                + UserFilter.word(random.nextInt(UserFilter.WORDS));
    }

    private static void assertReceived(
            List<SseSubscriber> subscribers, Function<UserFilter, Map<String, List<String>>> expectedFor) {
        Map<SseSubscriber, Map<String, List<String>>> expected = new LinkedHashMap<>();
        subscribers.forEach(subscriber -> expected.put(subscriber, expectedFor.apply(subscriber.filter())));

        await().atMost(LONG)
                .untilAsserted(() -> expected.forEach((subscriber, changes) -> assertThat(subscriber.received())
                        .as(subscriber.filter().parameters())
                        .isEqualTo(changes)));
        // the test means something only with many changes
        assertThat(expected.values().stream()
                        .flatMap(changes -> changes.values().stream())
                        .mapToLong(List::size)
                        .sum())
                .isGreaterThan(5L * SUBSCRIBERS);
    }

    /** The server sends a comment only after it has had no change to send for some time. */
    private static void awaitHeartbeats(List<SseSubscriber> subscribers) {
        int[] before = subscribers.stream().mapToInt(SseSubscriber::comments).toArray();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(IntStream.range(0, subscribers.size()))
                        .allMatch(i -> subscribers.get(i).comments() > before[i] + 1));
    }

    private static Map<String, List<String>> expected(
            UserFilter filter,
            Map<AggregateRef, List<@Nullable UserView>> rows,
            Map<AggregateRef, Integer> firstVersions) {
        Map<String, List<String>> expected = new TreeMap<>();
        rows.forEach((user, versions) -> {
            List<String> changes = filter.expectedChanges(versions, firstVersions.getOrDefault(user, 0));
            if (!changes.isEmpty()) {
                expected.put(user.id().toString(), changes);
            }
        });
        return expected;
    }

    /** Returns the user after each event; null if deleted. */
    private List<@Nullable UserView> rows(AggregateRef user) {
        return state.history("user", user.id())
                .map(event -> at(user, event.sequence()))
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    private @Nullable UserView at(AggregateRef user, long version) {
        try {
            return state.at(UserView.class, user.id(), version);
        } catch (NotFoundException deleted) {
            return null;
        }
    }

    /** Returns the number of request threads, including virtual threads. */
    private static long requestThreads() throws IOException {
        Path dump = TestDatabases.temporaryFolder().resolve("threads");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.filter(line -> line.contains("\"tomcat-handler-")).count();
        }
    }

    private long connections() {
        AbstractProtocol<?> protocol = (AbstractProtocol<?>) ((TomcatWebServer) server.getWebServer())
                .getTomcat()
                .getConnector()
                .getProtocolHandler();
        return protocol.getConnectionCount();
    }

    private int activeConnections() throws SQLException {
        return dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
    }
}
