package io.fluvius.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Groups over HTTP: commands, queries, the past and the history. */
abstract class GroupJourney extends HttpJourney {

    private static final String ANN = "01900000-0000-7000-8000-00000000000a";
    private static final String BOB = "01900000-0000-7000-8000-00000000000b";
    private static final String EVE = "01900000-0000-7000-8000-00000000000e";

    private static final String EVERY_COMMAND_ON_A_GROUP = """
            update-group   | {"name": "Other"}
            add-members    | {"users": ["01900000-0000-7000-8000-00000000000a"]}
            remove-members | {"users": ["01900000-0000-7000-8000-00000000000a"]}
            delete-group   | {}
            """;

    private final String name = "Sales " + UUID.randomUUID();
    private long position = -1;

    @Test
    void a_group_is_created_without_members() {
        TestResponse created = command(
                        "create-group",
                        "{\"payload\": {\"name\": \" %s \", \"description\": \"All of sales\"}}".formatted(name))
                .is(201);
        String id = created.json().path("aggregate").path("id").stringValue();

        assertThat(created.header("Location")).isEqualTo("/api/groups/" + id);
        JsonNode group = read(id, created);
        assertThat(group.propertyNames())
                .containsExactly("id", "name", "description", "memberCount", "createdAt", "updatedAt", "version");
        assertThat(group.path("name").stringValue()).isEqualTo(name);
        assertThat(group.path("description").stringValue()).isEqualTo("All of sales");
        assertThat(group.path("memberCount").intValue()).isZero();
        assertThat(group.path("version").intValue()).isZero();
    }

    @Test
    void a_group_without_a_description_has_none() {
        assertThat(current(newGroup()).path("description").isNull()).isTrue();
    }

    @Test
    void name_and_description_are_changed() {
        String id = newGroup();
        send("update-group", on(id, "{\"name\": \"New %s\", \"description\": \"North and south\"}".formatted(name)));

        JsonNode group = current(id);
        assertThat(group.path("name").stringValue()).isEqualTo("New " + name);
        assertThat(group.path("description").stringValue()).isEqualTo("North and south");
        assertThat(group.path("version").intValue()).isEqualTo(2);

        send("update-group", on(id, "{\"description\": \"\"}"));
        assertThat(current(id).path("description").stringValue()).isEmpty();
    }

    @Test
    void members_are_counted_once() {
        String id = newGroup();
        send("add-members", users(id, ANN, BOB));
        send("add-members", users(id, BOB, EVE));
        assertThat(current(id).path("memberCount").intValue()).isEqualTo(3);

        send("remove-members", users(id, ANN, UUID.randomUUID().toString()));
        assertThat(current(id).path("memberCount").intValue()).isEqualTo(2);
        assertThat(current(id).path("version").intValue()).isEqualTo(3);
    }

    @Test
    void commands_that_change_no_member_store_no_event() {
        String id = newGroup();
        send("add-members", users(id, ANN));
        int before = eventsOf(id).size();

        assertThat(send("add-members", users(id, ANN)).path("version").intValue())
                .isEqualTo(1);
        assertThat(send("remove-members", users(id, BOB)).path("version").intValue())
                .isEqualTo(1);
        assertThat(eventsOf(id)).hasSize(before);
    }

    @Test
    void the_users_of_a_repeated_command_can_have_another_order() {
        String id = newGroup();
        String request =
                "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": {\"users\": [\"%s\", \"%s\"]}}";
        UUID commandId = UUID.randomUUID();
        send("add-members", request.formatted(commandId, id, ANN, BOB));

        JsonNode repeated = send("add-members", request.formatted(commandId, id, BOB, ANN));

        assertThat(repeated.path("replayed").booleanValue()).isTrue();
        command("add-members", request.formatted(commandId, id, BOB, EVE)).isProblem(409, "command-id-reused");
    }

    @Test
    void two_groups_cannot_have_the_same_name() {
        String owner = newGroup();
        String other = newGroup("Other " + name);

        assertNameTaken("create-group", group(name));
        assertNameTaken("create-group", group("  " + name.toUpperCase(Locale.ROOT) + " "));
        assertNameTaken("update-group", on(other, "{\"name\": \"%s\"}".formatted(name.toUpperCase(Locale.ROOT))));
        send("update-group", on(owner, "{\"name\": \"%s\"}".formatted(name.toUpperCase(Locale.ROOT))));
        assertNameTaken("create-group", group(name));
    }

    @Test
    void the_former_name_of_a_group_is_free() {
        send("update-group", on(newGroup(), "{\"name\": \"New %s\"}".formatted(name)));

        command("create-group", group(name)).is(201);
        assertNameTaken("create-group", group("NEW " + name));
    }

    @Test
    void a_deleted_group_is_gone_and_its_name_is_free() {
        String id = newGroup();
        send("add-members", users(id, ANN));
        send("delete-group", on(id));

        get("/api/groups/%s?wait=10000&after=%d".formatted(id, position)).isProblem(404, "not-found");
        assertThat(eventsOf(id)).hasSize(3);
        command("create-group", group(name.toLowerCase(Locale.ROOT))).is(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_COMMAND_ON_A_GROUP)
    void a_group_that_never_existed_is_not_found(String key, String payload) {
        command(key, on(UUID.randomUUID().toString(), payload)).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_COMMAND_ON_A_GROUP)
    void a_deleted_group_is_not_found(String key, String payload) {
        String id = newGroup();
        send("delete-group", on(id));

        command(key, on(id, payload)).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_COMMAND_ON_A_GROUP)
    void a_user_is_not_a_group(String key, String payload) {
        command(key, on(newUser(), payload)).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create-group   | {}                                           | /payload/name
            create-group   | {"name": " ", "description": 7}              | /payload/name /payload/description
            update-group   | {}                                           | /payload
            update-group   | {"name": "x", "title": "x"}                  | /payload/title
            add-members    | {}                                           | /payload/users
            add-members    | {"users": []}                                | /payload/users
            remove-members | {"users": []}                                | /payload/users
            remove-members | {"users": ["x", null]}                       | /payload/users/0 /payload/users/1
            add-members    | {"users": ["01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000a"]} | /payload/users/1
            delete-group   | {"reason": "x"}                              | /payload/reason
            """)
    void each_fault_of_a_payload_is_located(String key, String payload, String pointers) {
        String id = key.equals("create-group") ? UUID.randomUUID().toString() : newGroup();

        command(key, on(id, payload)).isProblem(422, "invalid-payload", pointers.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-members", "remove-members"})
    void a_command_has_at_most_a_thousand_users(String key) {
        String id = newGroup();

        send(key, manyUsers(id, 1_000));
        command(key, manyUsers(id, 1_001)).isProblem(422, "invalid-payload", "/payload/users");
    }

    @Test
    void a_name_has_at_most_a_hundred_characters_and_a_description_a_thousand() {
        String longest = (name + "x".repeat(100)).substring(0, 100);
        String request = "{\"payload\": {\"name\": \"%s\", \"description\": \"%s\"}}";

        command("create-group", request.formatted(longest + "x", "x".repeat(1_001)))
                .isProblem(422, "invalid-payload", "/payload/name", "/payload/description");
        command("create-group", request.formatted(longest, "x".repeat(1_000))).is(201);
    }

    @Test
    void groups_are_found_by_name_description_and_number_of_members() {
        String mark = UUID.randomUUID().toString();
        String small = newGroup("Small " + mark);
        String large = newGroup("Large");
        send(
                "update-group",
                on(large, "{\"name\": \"Large %s\", \"description\": \"Zwölf %s\"}".formatted(mark, mark)));
        send("add-members", users(large, ANN, BOB));

        assertThat(found("name.has=" + mark + "&sort=memberCount.desc")).containsExactly(large, small);
        assertThat(found("name.has=" + mark + "&memberCount.gte=2")).containsExactly(large);
        assertThat(found("text=ZW%C3%96LF%20" + mark)).containsExactly(large);
        assertThat(found("name.has=" + mark + "&description=null")).containsExactly(small);
    }

    @Test
    void a_group_is_shown_as_it_was() {
        String id = newGroup();
        send("add-members", users(id, ANN, BOB));
        String time = eventsOf(id).getLast().path("at").stringValue();
        send("update-group", on(id, "{\"name\": \"New %s\"}".formatted(name)));
        send("remove-members", users(id, ANN));

        JsonNode past = get("/api/groups/%s?version=1".formatted(id)).is(200).json();
        assertThat(past.path("memberCount").intValue()).isEqualTo(2);
        assertThat(past.path("name").stringValue()).isEqualTo(name);
        assertThat(get("/api/groups/%s?version=3".formatted(id)).is(200).json()).isEqualTo(current(id));
        assertThat(get("/api/groups/%s?at=%s".formatted(id, time))
                        .is(200)
                        .json()
                        .path("createdAt"))
                .isEqualTo(current(id).path("createdAt"));
    }

    @Test
    void the_history_names_the_users_of_each_change() {
        String id = newGroup();
        send("add-members", users(id, ANN, BOB));
        send("add-members", users(id, BOB, EVE));
        send("remove-members", users(id, ANN));

        List<JsonNode> history = eventsOf(id);

        assertThat(history)
                .map(event -> event.path("type").stringValue())
                .containsExactly(
                        "group.group-created", "group.members-added", "group.members-added", "group.members-removed");
        assertThat(history.get(2).path("data").path("users"))
                .map(JsonNode::stringValue)
                .containsExactly(EVE);
        assertThat(history.get(3).path("data").path("users"))
                .map(JsonNode::stringValue)
                .containsExactly(ANN);
    }

    private String newGroup() {
        return newGroup(name);
    }

    private String newGroup(String newName) {
        JsonNode created = command("create-group", group(newName)).is(201).json();
        position = position(created);
        return created.path("aggregate").path("id").stringValue();
    }

    /** Sends a command that succeeds. */
    private JsonNode send(String key, String request) {
        JsonNode response = command(key, request).is(200).json();
        position = position(response);
        return response;
    }

    private JsonNode current(String id) {
        return get("/api/groups/%s?wait=10000&after=%d".formatted(id, position))
                .is(200)
                .json();
    }

    private JsonNode read(String id, TestResponse command) {
        position = position(command.json());
        return current(id);
    }

    private List<String> found(String query) {
        return get("/api/groups?%s&wait=10000&after=%d".formatted(query, position))
                .is(200)
                .json()
                .path("data")
                .valueStream()
                .map(group -> group.path("id").stringValue())
                .toList();
    }

    private List<JsonNode> eventsOf(String id) {
        return get("/api/groups/%s/events".formatted(id))
                .is(200)
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    private void assertNameTaken(String key, String request) {
        int before = events();

        JsonNode refusal =
                command(key, request).isProblem(409, "unique-value-taken").json();

        assertThat(refusal.path("field").stringValue()).isEqualTo("name");
        assertThat(events()).isEqualTo(before);
    }

    private static long position(JsonNode response) {
        return Long.parseLong(response.path("position").asString());
    }

    private static String group(String name) {
        return "{\"payload\": {\"name\": \"%s\"}}".formatted(name);
    }

    private static String users(String group, String... users) {
        return on(group, "{\"users\": [\"" + String.join("\", \"", users) + "\"]}");
    }

    private static String manyUsers(String group, int count) {
        return users(
                group,
                IntStream.range(0, count)
                        .mapToObj(number -> new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE + number).toString())
                        .toArray(String[]::new));
    }
}
