package io.fluvius.faults;

import static io.fluvius.query.Filter.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Commands;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.Nightly;
import io.fluvius.group.GroupCommand.AddMembers;
import io.fluvius.group.GroupCommand.CreateGroup;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.GroupName;
import io.fluvius.group.MembershipView;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A user who is a member of many groups is deleted, and the process is killed again and again while she leaves them. */
@LongRunning
abstract class LeaveGroupsJourney {

    private static final int KILLS = Nightly.times(3);
    private static final int GROUPS_LEFT_BEFORE_KILL = 40;
    /** More than she leaves before the kills, because she also leaves some until a process is killed. */
    private static final int GROUPS = 380 + KILLS * GROUPS_LEFT_BEFORE_KILL;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final KilledApplication application;
    private final UserId bob = new UserId(UUID.randomUUID());

    LeaveGroupsJourney(KilledApplication application) {
        this.application = application;
    }

    @Test
    void she_leaves_each_group_once_and_the_history_shows_why() throws Exception {
        UserId ann;
        List<UUID> groups;
        try (ConfigurableApplicationContext here = application.startHere()) {
            Commands commands = here.getBean(Commands.class);
            ann = new UserId(commands.send(new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com")))
                    .aggregate()
                    .id());
            groups = createGroups(commands, Set.of(ann, bob));
        }

        long left = GROUPS;
        for (int kills = 0; kills < KILLS; kills++) {
            left = startAndKill(ann, kills == 0, left - GROUPS_LEFT_BEFORE_KILL);
        }

        assertThat(left).as("memberships that the last killed process has left").isPositive();
        try (ConfigurableApplicationContext here = application.startHere()) {
            StateManager state = here.getBean(StateManager.class);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(state.count(MembershipView.class, where("userId", ann)))
                            .isZero());
            HistoryEntry deletion = state.history("user", ann)
                    .filter(entry -> entry.data() instanceof UserDeleted)
                    .findFirst()
                    .orElseThrow();
            assertThat(groups).allSatisfy(group -> assertLeftOnce(state, group, ann, deletion));
            assertThat(state.count(MembershipView.class, where("userId", bob))).isEqualTo(GROUPS);
        }
    }

    private static List<UUID> createGroups(Commands commands, Set<UserId> members) {
        return IntStream.range(0, GROUPS)
                .parallel()
                .mapToObj(number -> {
                    UUID group = commands.send(new CreateGroup(new GroupName("Group " + number), null))
                            .aggregate()
                            .id();
                    commands.send(group, new AddMembers(members));
                    return group;
                })
                .toList();
    }

    /** Returns the number of memberships of a user just before the process was killed. */
    private long startAndKill(UserId user, boolean isFirst, long enough) throws IOException {
        AtomicLong left = new AtomicLong();
        application.killAfter(() -> {
            HttpCalls http = new HttpCalls(application.client().port().getAsInt());
            if (isFirst) {
                String aggregate = "{\"aggregate\": {\"id\": \"%s\"}}".formatted(user);
                assertThat(http.post("/api/commands/delete-user", aggregate).status())
                        .isEqualTo(200);
            }
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> {
                        left.set(memberships(http, user));
                        return left.get() <= enough;
                    });
        });
        return left.get();
    }

    private static long memberships(HttpCalls http, UserId user) {
        return http.get("/api/memberships?limit=1&count=true&userId=" + user)
                .body()
                .path("page")
                .path("total")
                .asLong();
    }

    private static void assertLeftOnce(StateManager state, UUID group, UserId user, HistoryEntry deletion) {
        assertThat(state.history("group", group).filter(entry -> entry.data() instanceof MembersRemoved))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(((MembersRemoved) entry.data()).users()).containsExactly(user);
                    assertThat(entry.causationId()).isEqualTo(deletion.eventId());
                    assertThat(entry.correlationId()).isEqualTo(deletion.correlationId());
                });
    }
}
