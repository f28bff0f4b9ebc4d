package com.example;

import com.example.fluvius.ApiClient;
import com.example.fluvius.ApiException;
import com.example.fluvius.ApiResponse;
import com.example.fluvius.CommandsApi;
import com.example.fluvius.UserApi;
import com.example.fluvius.model.AggregateTarget;
import com.example.fluvius.model.BatchEntry;
import com.example.fluvius.model.BatchResult;
import com.example.fluvius.model.CommandFailure;
import com.example.fluvius.model.CommandKey;
import com.example.fluvius.model.CommandResult;
import com.example.fluvius.model.CompleteUserActionPayload;
import com.example.fluvius.model.CompleteUserActionRequest;
import com.example.fluvius.model.CreateUserPayload;
import com.example.fluvius.model.CreateUserRequest;
import com.example.fluvius.model.DeleteUserRequest;
import com.example.fluvius.model.InvalidPayloadProblem;
import com.example.fluvius.model.NotFoundProblem;
import com.example.fluvius.model.Problem;
import com.example.fluvius.model.RejectedProblem;
import com.example.fluvius.model.UniqueValueTakenProblem;
import com.example.fluvius.model.UpdateUserPayload;
import com.example.fluvius.model.UpdateUserRequest;
import com.example.fluvius.model.User;
import com.example.fluvius.model.UserFilter;
import com.example.fluvius.model.UserPage;
import com.example.fluvius.model.UserQuery;
import com.example.fluvius.model.UserSort;
import com.example.fluvius.model.UserSortKey;
import com.example.fluvius.model.UserStatus;
import com.example.fluvius.model.VersionMismatchProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Uses the client that is generated from the OpenAPI document. docs/how-to/generate-a-client.md explains it. */
public final class Journey {

    private final ApiClient client = new ApiClient();
    private final UserApi users;
    private final CommandsApi commands;

    /** Several runs share a server, so the names of one run end alike. */
    private final String run = UUID.randomUUID().toString();

    private final String email = "ada." + run + "@example.com";

    private Journey(String server) {
        client.updateBaseUri(server);
        users = new UserApi(client);
        commands = new CommandsApi(client);
    }

    public static void main(String[] server) throws Exception {
        new Journey(server[0]).run();
        System.out.println("The journey is complete");
    }

    private void run() throws ApiException, IOException {
        // create
        CommandResult created = users.createUser(new CreateUserRequest()
                .payload(new CreateUserPayload().name("Ada Lovelace " + run).email(email)));
        UUID id = created.getAggregate().getId();
        AggregateTarget ada = new AggregateTarget().id(id);

        // read what the command did
        ApiResponse<User> read =
                users.fetchUserWithHttpInfo(id, null, null, null, null, created.getPosition(), null);
        expect(email, read.getData().getEmail());
        expect(UserStatus.ACTIVE, read.getData().getStatus());
        expect(null, read.getData().getDeactivationReason());

        // update on the version that was read
        String version = read.getHeaders().get("etag").getFirst();
        UpdateUserRequest update = new UpdateUserRequest()
                .aggregate(ada)
                .payload(new UpdateUserPayload().name("Ada King " + run));
        CommandResult updated = users.updateUser(update, version);
        expect(1L, updated.getVersion());

        // problems
        expect("The user is at version 1 by now", problemOf(() -> users.updateUser(update, version)));
        CreateUserPayload taken = new CreateUserPayload().name("Ada Byron").email(email);
        expect("Another user has this email", problemOf(() -> users.createUser(new CreateUserRequest().payload(taken))));
        expect(
                "Not allowed: action-not-required",
                problemOf(() -> users.completeUserAction(
                        new CompleteUserActionRequest()
                                .aggregate(ada)
                                .payload(new CompleteUserActionPayload().action("VERIFY_EMAIL")),
                        null)));
        UpdateUserRequest blank =
                new UpdateUserRequest().aggregate(ada).payload(new UpdateUserPayload().name(" "));
        expect("Invalid: /payload/name", problemOf(() -> users.updateUser(blank, null)));

        // many commands
        List<BatchResult> results = commands.processCommands(
                List.of(
                        entry(new CreateUserPayload().name("Bob " + run).email("bob." + run + "@example.com")),
                        entry(new CreateUserPayload().name("Cid " + run).email("cid." + run + "@example.com")),
                        entry(taken)),
                null);
        String position = updated.getPosition();
        for (BatchResult result : results) {
            switch (result.getActualInstance()) {
                case CommandResult success -> position = success.getPosition();
                case CommandFailure failure -> expect("Another user has this email", explain(failure.getError()));
                default -> throw new AssertionError(result);
            }
        }

        // query, page by page
        UserQuery query = new UserQuery()
                .filter(new UserFilter()
                        .createdAtGte("2026-01-01")
                        .statusIn(List.of(UserStatus.ACTIVE, UserStatus.LOCKED))
                        .or(List.of(new UserFilter().nameEnds(run), new UserFilter().email(email))))
                .addSortItem(new UserSortKey()
                        .field(UserSortKey.FieldEnum.NAME)
                        .order(UserSortKey.OrderEnum.DESC))
                .limit(2);
        List<String> names = new ArrayList<>();
        UserPage page;
        do {
            page = users.queryUser(query, position, 10_000);
            page.getData().forEach(user -> names.add(user.getName()));
            query.cursor(page.getPage().getNext());
        } while (page.getPage().getNext() != null);
        expect(List.of("Cid " + run, "Bob " + run, "Ada King " + run), names);

        // the same list by URL
        UserPage list = users.findUser(
                "{\"name.ends\": \"" + run + "\"}",
                null,
                null,
                null,
                List.of(UserSort.NAME),
                null,
                true,
                1,
                null,
                null,
                null,
                null);
        expect(3L, list.getPage().getTotal());
        expect("Ada King " + run, list.getData().getFirst().getName());
        expect(
                List.of("user.user-created", "user.user-renamed"),
                users.historyOfUser(id, null, null, null, null, null).getData().stream()
                        .map(event -> event.getType())
                        .toList());

        // delete
        CommandResult deleted = users.deleteUser(new DeleteUserRequest().aggregate(ada), null);
        expect("Not found", problemOf(() -> users.fetchUser(id, null, null, null, null, deleted.getPosition(), null)));
    }

    private static BatchEntry entry(CreateUserPayload payload) {
        return new BatchEntry().command(CommandKey.CREATE_USER).payload(payload);
    }

    private interface Request {
        void send() throws ApiException;
    }

    private String problemOf(Request request) throws IOException {
        try {
            request.send();
            throw new AssertionError("The request succeeded");
        } catch (ApiException refused) {
            return explain(client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class));
        }
    }

    /** What the user of an application reads. */
    private static String explain(Problem problem) {
        return switch (problem.getActualInstance()) {
            case UniqueValueTakenProblem taken -> "Another user has this " + taken.getField();
            case VersionMismatchProblem mismatch -> "The user is at version " + mismatch.getActual() + " by now";
            case RejectedProblem rejected -> "Not allowed: " + rejected.getRejection();
            case InvalidPayloadProblem invalid ->
                "Invalid: " + invalid.getErrors().getFirst().getPointer();
            case NotFoundProblem missing -> "Not found";
            default -> throw new AssertionError(problem);
        };
    }

    private static void expect(Object expected, Object actual) {
        if (expected == null ? actual != null : !expected.equals(actual)) {
            throw new AssertionError("Expected " + expected + ", but was " + actual);
        }
    }
}
