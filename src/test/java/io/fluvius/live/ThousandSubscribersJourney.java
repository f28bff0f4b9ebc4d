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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** A thousand followers over HTTP, each on a connection of its own. */
abstract class ThousandSubscribersJourney {

    private static final int FOLLOWERS = 1_000;
    private static final int USERS = 200;
    private static final int COMMANDS = 1_500;
    /** How many connect at once: as many as wait to be accepted. */
    private static final int AT_ONCE = 50;

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
    void each_is_told_of_every_change_that_concerns_it_and_of_no_other() throws Exception {
        List<AggregateRef> all = new ArrayList<>(create(0, USERS));
        List<SseSubscriber> followers = IntStream.range(0, FOLLOWERS)
                .mapToObj(i -> new SseSubscriber(UserFilter.number(i)))
                .toList();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                connect(people, followers);
                List<Future<Void>> listening =
                        followers.stream().map(people::submit).toList();
                Map<AggregateRef, Integer> known = new HashMap<>();
                all.forEach(user -> known.put(user, rows(user).size() - 1));
                all.addAll(change(all));

                Map<AggregateRef, List<@Nullable UserView>> rows = new HashMap<>();
                all.forEach(user -> rows.put(user, rows(user)));
                assertTold(followers, interest -> expected(interest, rows, known));
                awaitSilence(followers);
                assertTold(followers, interest -> expected(interest, rows, known));
                assertThat(listening).noneMatch(Future::isDone);
            } finally {
                followers.forEach(SseSubscriber::stop);
            }
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(feed.followers()).isZero());
    }

    @Test
    void nothing_is_left_of_clients_that_vanish() throws Exception {
        create(10_000, 10);
        await().untilAsserted(() -> assertThat(requestThreads()).isZero());
        long connections = connections();
        List<SseSubscriber> followers = IntStream.range(0, FOLLOWERS)
                .mapToObj(i -> new SseSubscriber(UserFilter.number(i)))
                .toList();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            connect(people, followers);
        }
        assertThat(feed.followers()).isEqualTo(FOLLOWERS);
        assertThat(requestThreads()).isEqualTo(FOLLOWERS);
        assertThat(connections()).isGreaterThanOrEqualTo(connections + FOLLOWERS);

        for (SseSubscriber follower : followers) {
            follower.vanish();
        }

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(feed.followers()).isZero();
            assertThat(requestThreads()).isZero();
            assertThat(connections()).isLessThanOrEqualTo(connections);
            assertThat(activeConnections()).isZero();
        });
    }

    private void connect(ExecutorService people, List<SseSubscriber> followers) throws Exception {
        Semaphore door = new Semaphore(AT_ONCE);
        List<Future<Void>> connecting = followers.stream()
                .map(follower -> people.submit((Callable<Void>) () -> {
                    door.acquire();
                    try {
                        follower.connect(server.getWebServer().getPort());
                    } finally {
                        door.release();
                    }
                    return null;
                }))
                .toList();
        for (Future<Void> each : connecting) {
            each.get();
        }
    }

    /** Users with the addresses from that number on, who can be read. */
    private List<AggregateRef> create(int from, int count) {
        List<CommandResponse> created = process(IntStream.range(from, from + count)
                .mapToObj(i -> users.createCommand(
                        "create-user", Map.of("name", name(new Random(i)), "email", UserFilter.email(i))))
                .toList());
        created.forEach(user -> state.after(user.position(), LONG)
                .fetch("user", user.aggregate().id()));
        return created.stream().map(CommandResponse::aggregate).toList();
    }

    /** Does all sorts of things to these users, and to new ones, who are given back. */
    private List<AggregateRef> change(List<AggregateRef> known) {
        Random random = new Random(20261123);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            commands.add(random.nextInt(12) == 0 ? creation(USERS + i, random) : change(known, i, random));
        }
        return process(commands).stream()
                .filter(CommandResponse::isSuccess)
                .map(CommandResponse::aggregate)
                .distinct()
                .filter(user -> !known.contains(user))
                .toList();
    }

    private Command creation(int number, Random random) {
        return users.createCommand("create-user", Map.of("name", name(random), "email", UserFilter.email(number)));
    }

    private Command change(List<AggregateRef> known, int number, Random random) {
        AggregateRef user = known.get(random.nextInt(known.size()));
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

    private static void assertTold(
            List<SseSubscriber> followers, Function<UserFilter, Map<String, List<String>>> expected) {
        Map<SseSubscriber, Map<String, List<String>>> concerning = new LinkedHashMap<>();
        followers.forEach(follower -> concerning.put(follower, expected.apply(follower.interest())));

        await().atMost(LONG)
                .untilAsserted(() -> concerning.forEach((follower, changes) -> assertThat(follower.told())
                        .as(follower.interest().parameters())
                        .isEqualTo(changes)));
        // so many that it means something
        assertThat(concerning.values().stream()
                        .flatMap(changes -> changes.values().stream())
                        .mapToLong(List::size)
                        .sum())
                .isGreaterThan(5L * FOLLOWERS);
    }

    /** A comment comes only when there was nothing to tell for a while. */
    private static void awaitSilence(List<SseSubscriber> followers) {
        int[] before = followers.stream().mapToInt(SseSubscriber::comments).toArray();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(IntStream.range(0, followers.size()))
                        .allMatch(i -> followers.get(i).comments() > before[i] + 1));
    }

    private static Map<String, List<String>> expected(
            UserFilter interest, Map<AggregateRef, List<@Nullable UserView>> rows, Map<AggregateRef, Integer> known) {
        Map<String, List<String>> expected = new TreeMap<>();
        rows.forEach((user, versions) -> {
            List<String> told = interest.told(versions, known.getOrDefault(user, -1));
            if (!told.isEmpty()) {
                expected.put(user.id().toString(), told);
            }
        });
        return expected;
    }

    /** The user after each of his events; null when deleted. */
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

    /** The threads of requests, virtual ones included. */
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
