package io.fluvius.service;

import static io.fluvius.query.Filter.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;
import static org.axonframework.messaging.responsetypes.ResponseTypes.multipleInstancesOf;
import static org.axonframework.messaging.responsetypes.ResponseTypes.optionalInstanceOf;

import io.fluvius.command.CommandTo;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Position;
import io.fluvius.group.GroupCommand.AddMembers;
import io.fluvius.group.GroupCommand.CreateGroup;
import io.fluvius.group.GroupCommand.DeleteGroup;
import io.fluvius.group.GroupCommand.RemoveMembers;
import io.fluvius.group.GroupCommand.UpdateGroup;
import io.fluvius.group.GroupName;
import io.fluvius.group.GroupView;
import io.fluvius.group.MembershipView;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Count;
import io.fluvius.query.Fetch;
import io.fluvius.query.Find;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.DeleteUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.Disposable;

/** Users and groups by Axon's gateways alone, with the guarantees that they have over HTTP. */
abstract class ForeignServiceJourney {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    private CommandGateway commands;

    @Autowired
    private QueryGateway queries;

    private final String suffix = UUID.randomUUID().toString();

    @Test
    void users_and_groups_are_created_changed_and_read() {
        UUID ann = create("ann").aggregate().id();
        UUID group = createGroup("Sales").aggregate().id();

        commands.sendAndWait(CommandTo.aggregate(ann, new UpdateUser(new PersonName("Ann Lee"), null)));
        CommandResult locked = commands.sendAndWait(CommandTo.aggregate(ann, new LockUser(null)));
        commands.sendAndWait(CommandTo.aggregate(group, new UpdateGroup(name("Marketing"), null)));
        CommandResult added = commands.sendAndWait(CommandTo.aggregate(group, new AddMembers(users(ann))));

        UserView user = queries.query(Fetch.from(UserView.class, ann).after(locked.position()), UserView.class)
                .join();
        GroupView read = queries.query(Fetch.from(GroupView.class, group).after(added.position()), GroupView.class)
                .join();
        assertThat(user.name().value()).isEqualTo("Ann Lee");
        assertThat(user.status()).isEqualTo(UserStatus.LOCKED);
        assertThat(read.name()).isEqualTo(name("Marketing"));
        assertThat(read.memberCount()).isOne();
        assertThat(read.version()).isEqualTo(added.version()).isEqualTo(2);
    }

    @Test
    void an_invalid_command_is_refused_with_every_fault() {
        Problem ofUser =
                problemOf(() -> commands.sendAndWait(new CreateUser(new PersonName(" "), new EmailAddress("none"))));
        Problem ofGroup = problemOf(() -> commands.sendAndWait(new CreateGroup(new GroupName(""), null)));
        UUID group = createGroup("Sales").aggregate().id();
        Problem ofMembers = problemOf(() -> commands.sendAndWait(CommandTo.aggregate(group, new AddMembers(Set.of()))));

        assertThat(ofUser.errors())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/payload/name", "/payload/email");
        assertThat(ofGroup.errors()).extracting(Fault::pointer).containsExactly("/payload/name");
        assertThat(ofMembers.errors()).extracting(Fault::pointer).containsExactly("/payload/users");
        assertThat(Stream.of(ofUser, ofGroup, ofMembers))
                .extracting(Problem::code)
                .containsOnly(ProblemCode.INVALID_PAYLOAD);
    }

    @Test
    void a_command_that_a_domain_refuses_is_a_problem() {
        UUID ann = create("ann").aggregate().id();
        UUID group = createGroup("Sales").aggregate().id();

        assertThat(problemOf(() -> create("ann")).members()).containsEntry("field", "email");
        assertThat(problemOf(() -> createGroup("SALES")).members()).containsEntry("field", "name");
        assertThat(codeOf(() -> commands.sendAndWait(CommandTo.aggregate(ann, new DeleteGroup()))))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(codeOf(() -> commands.sendAndWait(
                        CommandTo.aggregate(group, new AddMembers(users(ann)), it -> it.onVersion(7)))))
                .isEqualTo(ProblemCode.VERSION_MISMATCH);
        assertThat(codeOf(() -> commands.sendAndWait(new DeleteGroup()))).isEqualTo(ProblemCode.INVALID_AGGREGATE);
    }

    @Test
    void a_command_that_is_sent_again_does_not_run_again() {
        UUID ann = create("ann").aggregate().id();
        UUID group = createGroup("Sales").aggregate().id();
        CommandMessage<AddMembers> adding = CommandTo.aggregate(group, new AddMembers(users(ann)));
        CommandMessage<CreateGroup> creation =
                CommandTo.newAggregate(new CreateGroup(name("Twice"), null), it -> it.id(UUID.randomUUID()));

        CommandResult first = commands.sendAndWait(adding);
        commands.sendAndWait(CommandTo.aggregate(group, new RemoveMembers(users(ann))));
        CommandResult created = commands.sendAndWait(creation);

        assertThat(commands.<CommandResult>sendAndWait(adding))
                .isEqualTo(new CommandResult(first.aggregate(), 1, first.position(), true));
        assertThat(commands.<CommandResult>sendAndWait(creation))
                .isEqualTo(new CommandResult(created.aggregate(), 0, created.position(), true));
        assertThat(memberships(created.position(), where("groupId", group, "userId", ann)))
                .isEmpty();
    }

    @Test
    void of_racing_commands_each_takes_effect_once() {
        UUID group = createGroup("Sales").aggregate().id();
        Set<UserId> ann = users(create("ann").aggregate().id());

        List<CompletableFuture<CommandResult>> results = IntStream.range(0, 20)
                .mapToObj(number -> commands.<CommandResult>send(CommandTo.aggregate(
                        group, number % 2 == 0 ? new AddMembers(ann) : new AddMembers(users(UUID.randomUUID())))))
                .toList();
        List<CompletableFuture<CommandResult>> creations = IntStream.range(0, 8)
                .mapToObj(number -> commands.<CommandResult>send(new CreateGroup(name("Race"), null)))
                .toList();

        Position latest = results.stream()
                .map(result -> result.join().position())
                .reduce(Position::max)
                .orElseThrow();
        assertThat(memberships(latest, where("groupId", group))).hasSize(11);
        assertThat(queries.query(Fetch.from(GroupView.class, group).after(latest), GroupView.class)
                        .join()
                        .version())
                .isEqualTo(11);
        assertThat(creations)
                .filteredOn(creation ->
                        creation.handle((success, failure) -> failure == null).join())
                .hasSize(1);
    }

    @Test
    void memberships_are_rows_of_a_view_of_their_own() {
        UUID ann = create("ann").aggregate().id();
        UUID bob = create("bob").aggregate().id();
        UUID sales = createGroup("Sales").aggregate().id();
        UUID support = createGroup("Support").aggregate().id();
        commands.sendAndWait(CommandTo.aggregate(sales, new AddMembers(users(ann, bob))));
        Position added = commands.<CommandResult>sendAndWait(CommandTo.aggregate(support, new AddMembers(users(ann))))
                .position();

        List<MembershipView> ofAnn = memberships(added, where("userId", ann));

        assertThat(ofAnn).extracting(it -> it.groupId().value()).containsExactlyInAnyOrder(sales, support);
        assertThat(queries.query(
                                Fetch.from(
                                        MembershipView.class, ofAnn.getFirst().id()),
                                MembershipView.class)
                        .join())
                .isEqualTo(ofAnn.getFirst());
        Position left = commands.<CommandResult>sendAndWait(CommandTo.aggregate(sales, new RemoveMembers(users(ann))))
                .position();
        assertThat(memberships(left, where("groupId", sales)))
                .extracting(it -> it.userId().value())
                .containsExactly(bob);
        Position deleted = commands.<CommandResult>sendAndWait(CommandTo.aggregate(sales, new DeleteGroup()))
                .position();
        assertThat(memberships(deleted, where("groupId", sales))).isEmpty();
        assertThat(queries.query(Count.in(MembershipView.class, where("userId", ann)), Long.class)
                        .join())
                .isOne();
        assertThat(queries.query(
                                Fetch.from(MembershipView.class, UUID.randomUUID()),
                                optionalInstanceOf(MembershipView.class))
                        .join())
                .isEmpty();
    }

    @Test
    void a_subscription_receives_every_row_that_an_event_changes() {
        UUID group = createGroup("Sales").aggregate().id();
        UUID ann = create("ann").aggregate().id();
        Position added = commands.<CommandResult>sendAndWait(CommandTo.aggregate(group, new AddMembers(users(ann))))
                .position();
        SubscriptionQueryResult<List<MembershipView>, MembershipView> result = queries.subscriptionQuery(
                Find.in(MembershipView.class, where("groupId", group)).after(added),
                multipleInstancesOf(MembershipView.class),
                instanceOf(MembershipView.class));
        assertThat(result.initialResult().block(PATIENCE)).hasSize(1);
        List<UUID> updates = new CopyOnWriteArrayList<>();
        Disposable subscription =
                result.updates().subscribe(it -> updates.add(it.userId().value()));
        UUID[] others = Stream.generate(UUID::randomUUID).limit(50).toArray(UUID[]::new);

        commands.sendAndWait(CommandTo.aggregate(group, new AddMembers(users(others))));

        await().untilAsserted(() -> assertThat(updates).contains(others));
        subscription.dispose();
    }

    @Test
    void a_deleted_user_leaves_the_groups_even_those_that_add_her_later() {
        UUID ann = create("ann").aggregate().id();
        UUID early = createGroup("Early").aggregate().id();
        UUID late = createGroup("Late").aggregate().id();
        UUID stranger = UUID.randomUUID();
        commands.sendAndWait(CommandTo.aggregate(early, new AddMembers(users(ann, stranger))));

        commands.sendAndWait(CommandTo.aggregate(ann, new DeleteUser(null)));
        commands.sendAndWait(CommandTo.aggregate(late, new AddMembers(users(ann, stranger))));

        await().untilAsserted(() ->
                assertThat(memberships(Position.START, where("userId", ann))).isEmpty());
        await().untilAsserted(() -> assertThat(memberships(Position.START, where("userId", stranger)))
                .extracting(it -> it.groupId().value())
                .containsExactlyInAnyOrder(early, late));
    }

    private CommandResult create(String name) {
        return commands.sendAndWait(
                new CreateUser(new PersonName(name), new EmailAddress(name + "@" + suffix + ".example.com")));
    }

    private CommandResult createGroup(String name) {
        return commands.sendAndWait(new CreateGroup(name(name), null));
    }

    private GroupName name(String name) {
        return new GroupName(name + " " + suffix);
    }

    private List<MembershipView> memberships(Position after, Map<String, Object> filter) {
        return queries.query(
                        Find.in(MembershipView.class, filter).after(after), multipleInstancesOf(MembershipView.class))
                .join();
    }

    private static Set<UserId> users(UUID... ids) {
        return Stream.of(ids).map(UserId::new).collect(Collectors.toSet());
    }

    private static ProblemCode codeOf(ThrowingCallable call) {
        return problemOf(call).code();
    }

    private static Problem problemOf(ThrowingCallable call) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, call);
        assertThat(failure).isNotNull();
        return failure.problem();
    }
}
