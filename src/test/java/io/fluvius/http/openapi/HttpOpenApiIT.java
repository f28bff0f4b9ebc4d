package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document says what the server does. */
@OnH2
class HttpOpenApiIT extends HttpJourney {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

    @Autowired
    private Domains domains;

    private JsonNode document;

    @BeforeEach
    void read() {
        document = get("/v3/api-docs").is(200).json();
    }

    @Test
    void every_route_is_documented() {
        Map<String, Set<String>> routes = new TreeMap<>();
        for (Domain domain : domains.all()) {
            String path = "/api/" + domain.definition().path();
            domain.commands().forEach(command -> routes.put("/api/commands/" + command.key(), Set.of("post")));
            routes.put(path, Set.of("get"));
            routes.put(path + "/query", Set.of("post"));
            routes.put(path + "/changes", Set.of("get"));
            routes.put(path + "/{id}", Set.of("get"));
            routes.put(path + "/{id}/events", Set.of("get"));
            routes.put(path + "/{id}/changes", Set.of("get"));
        }
        // they have no history of their own
        for (String path : List.of("", "/query", "/changes", "/{id}", "/{id}/changes")) {
            routes.put("/api/memberships" + path, Set.of(path.equals("/query") ? "post" : "get"));
        }
        // users are persons
        routes.put("/api/users/{id}/personal-data", Set.of("get"));
        routes.put("/api/users/{id}/erasure", Set.of("get"));
        routes.put("/api/commands", Set.of("post"));
        routes.put("/api/meta", Set.of("get"));
        routes.put("/api/meta/commands/{command}", Set.of("get"));
        routes.put("/api/meta/resources/{resource}", Set.of("get"));
        routes.put("/problems/{code}", Set.of("get"));
        routes.putAll(operations());

        assertThat(document.path("openapi").stringValue()).startsWith("3.1");
        Map<String, Set<String>> documented = new TreeMap<>();
        document.path("paths").forEachEntry((path, item) -> documented.put(path, new TreeSet<>(item.propertyNames())));
        assertThat(documented).isEqualTo(routes).containsKeys("/api/users/{id}", "/api/commands/create-user");
    }

    /** The routes of the controllers that operate the application, with their methods. */
    private Map<String, Set<String>> operations() {
        Map<String, Set<String>> found = new TreeMap<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/operations/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> found.computeIfAbsent(path, it -> new TreeSet<>())
                                        .add(method.name().toLowerCase(Locale.ROOT)))));
        assertThat(found).hasSizeGreaterThan(15);
        return found;
    }

    /** As a reader sends them who tries the operations of the page one after the other. */
    @Test
    void every_example_is_accepted_in_the_order_of_the_document() {
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    String filled = withExamples(path, operation);
                    if (filled != null) {
                        await().untilAsserted(() -> send(method, filled, operation));
                    }
                }));
    }

    private void send(String method, String path, JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content");
        for (String mediaType : content.isMissingNode() ? List.of("") : content.propertyNames()) {
            boolean isStream = operation.at("/responses/200/content").has("text/event-stream");
            TestRequest request = request(isStream ? "HEAD" : method.toUpperCase(Locale.ROOT), path);
            if (!mediaType.isEmpty()) {
                JsonNode example = content.path(mediaType).path("example");
                if (example.isMissingNode()) {
                    // an operation, which a reader has to think about first
                    assertThat(path).startsWith("/api/operations/");
                    return;
                }
                assertThat(valid(content.path(mediaType).path("schema"), example))
                        .isEmpty();
                request.body(mediaType, example.isString() ? example.stringValue() : example.toString());
            }
            TestResponse response = request.header("Accept", "application/json").exchange();
            if (path.endsWith("/forget-user")) {
                // needs a store that is encrypted
                response.isProblem(409, "wrong-state");
            } else {
                assertThat(response.status()).as(() -> path + response.text()).isBetween(200, 299);
            }
            assertDescribed(operation, response);
        }
    }

    private void assertDescribed(JsonNode operation, TestResponse response) {
        JsonNode described = operation.path("responses").path(Integer.toString(response.status()));
        assertThat(described.isMissingNode()).isFalse();
        described
                .path("headers")
                .propertyNames()
                .forEach(
                        header -> assertThat(response.header(header)).as(header).isNotNull());
        JsonNode schema = described.at("/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            assertThat(valid(schema, response.json())).isEmpty();
        }
    }

    /** Returns null if a parameter of the path has no example. */
    private static String withExamples(String path, JsonNode operation) {
        String filled = path;
        for (JsonNode parameter : operation.path("parameters")) {
            String example = parameter.path("example").asString(null);
            if (parameter.path("in").stringValue().equals("path")) {
                if (example == null) {
                    return null;
                }
                filled = filled.replace("{" + parameter.path("name").stringValue() + "}", example);
            }
        }
        return filled;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api/commands/create-user          | {"payload": {"name": " ", "mail": "x"}}                  | 422
            /api/commands/create-user          | {"payload": {"name": "John", "email": "<taken>"}}        | 409
            /api/commands/complete-user-action | {"aggregate": {"id": "<id>"}, "payload": {"action": "A"}} | 422
            /api/commands/lock-user            | {"aggregate": {"id": "0190c7a1-0000-7000-8000-0000000000ff"}} | 404
            /api/commands/lock-user            | {"aggregate": {"id": "nothing"}}                         | 400
            /api/commands/lock-user            | nothing                                                  | 400
            /api/users/query                   | {"filter": {"nothing": 1}}                               | 400
            """)
    void problems_are_as_described(String path, String body, int status) {
        String email = freshEmail();
        String id = newUser("John Doe", email);

        TestResponse response =
                post(path, body.replace("<taken>", email).replace("<id>", id)).is(status);

        assertThat(valid(problem(), response.json())).isEmpty();
    }

    @Test
    void a_problem_of_a_version_is_as_described() {
        TestResponse response = request("POST", "/api/commands/lock-user")
                .header("If-Match", "\"7\"")
                .json(on(newUser()))
                .exchange()
                .is(412);

        assertThat(valid(problem(), response.json())).isEmpty();
    }

    @Test
    void every_entry_of_a_batch_is_as_described() {
        JsonNode operation = document.path("paths").path("/api/commands").path("post");
        String batch = """
                [{"command": "create-user", "payload": {"name": "John", "email": "%s"}}, {"command": "nothing"}, 5]
                """.formatted(freshEmail());

        TestResponse response = request("POST", "/api/commands")
                .header("Accept", "application/json")
                .json(batch)
                .exchange()
                .is(200);

        assertThat(response.json()).hasSize(3);
        assertThat(valid(operation.at("/responses/200/content/application~1json/schema"), response.json()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'filter': {'createdAt.gte': '2026-01-01', 'name!has': 'x', 'id!eq': '0190c7a1-0000-7000-8000-000000000001'}}",
                "{'filter': {'deactivationReason': null, 'status.in': ['ACTIVE'], 'reconciledAt.ne': null}}",
                "{'filter': {'.or': [{'name': 'x'}, {'!and': [{'active': true}]}], 'version.between': [0, 5]}}",
                "{'sort': [{'field': 'name'}, {'field': 'id', 'order': 'desc'}], 'limit': 1000, 'count': true}",
                "{'text': null, 'cursor': null, 'page': 1, 'include': ['id', 'name'], 'exclude': ['name']}",
            })
    void a_query_that_the_server_accepts_is_described(String query) {
        String json = query.replace('\'', '"');
        JsonNode operation = document.path("paths").path("/api/users/query").path("post");

        post("/api/users/query", json).is(200);

        assertThat(valid(operation.at("/requestBody/content/application~1json/schema"), parsed(json)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'filter': {'nothing': 1}}",
                "{'filter': {'name.between': ['a', 'b']}}",
                "{'filter': {'name.in': []}}",
                "{'filter': {'active': 'true'}}",
                "{'filter': {'status': 'GONE'}}",
                "{'filter': {'createdAt.gte': 'yesterday'}}",
                "{'sort': [{'field': 'requiredActions'}]}",
                "{'limit': 0}",
                "{'include': ['nothing']}",
                "{'nothing': 1}"
            })
    void a_query_that_is_not_described_is_refused(String query) {
        String json = query.replace('\'', '"');
        JsonNode operation = document.path("paths").path("/api/users/query").path("post");

        post("/api/users/query", json).is(400);

        assertThat(valid(operation.at("/requestBody/content/application~1json/schema"), parsed(json)))
                .isNotEmpty();
    }

    @Test
    void every_payload_is_documented_by_its_schema() {
        for (Domain domain : domains.all()) {
            domain.commands().forEach(command -> {
                JsonNode schema =
                        get("/api/meta/commands/" + command.key()).json().path("schema");
                JsonNode documented = resolved(
                        document.path("paths").path("/api/commands/" + command.key()),
                        "/post/requestBody/content/application~1json/schema");
                JsonNode payload = documented.at("/properties/payload");
                JsonNode reference = payload.has("oneOf") ? payload.at("/oneOf/0") : payload;

                String portable = schema.toString().replaceAll("[\\x{10000}-\\x{10FFFF}]-[\\x{10000}-\\x{10FFFF}]", "");
                assertThat(unordered(resolved(reference, ""))).isEqualTo(unordered(parsed(portable)));
            });
        }
    }

    @Test
    void every_parameter_is_documented() {
        Set<String> consistency = Set.of("after", "wait");
        Set<String> filter = Set.of("text", "query", "include", "exclude");
        Set<String> page = Set.of("sort", "limit", "cursor", "page", "count");

        assertThat(parameters("/api/users", "get"))
                .isEqualTo(with(with(with(filter, consistency), page), Set.of("If-None-Match")));
        assertThat(parameters("/api/users/query", "post")).isEqualTo(consistency);
        assertThat(parameters("/api/users/{id}", "get"))
                .isEqualTo(with(consistency, Set.of("id", "If-Match", "If-None-Match", "version", "at")));
        assertThat(parameters("/api/users/{id}/events", "get"))
                .isEqualTo(with(consistency, Set.of("id", "limit", "cursor", "If-None-Match")));
        assertThat(parameters("/api/users/{id}/changes", "get"))
                .isEqualTo(with(consistency, Set.of("id", "Last-Event-ID")));
        assertThat(parameters("/api/users/changes", "get"))
                .isEqualTo(with(with(filter, consistency), Set.of("Last-Event-ID")));
    }

    @ParameterizedTest
    @CsvSource({
        "sort, name",
        "sort, name.asc",
        "sort, createdAt.desc",
        "include, name",
        "exclude, requiredActions",
        "limit, 1000",
        "page, 1",
        "count, true",
        "after, -1",
        "wait, 10000",
        "query, %7B%22name.has%22:%22doe%22%7D",
        "text, doe"
    })
    void a_parameter_that_the_server_accepts_is_described(String name, String value) {
        get("/api/users?" + name + "=" + value).is(200);

        assertThat(isDescribed("/api/users", name, value)).isTrue();
    }

    @Test
    void a_time_in_a_url_may_be_a_date() {
        String id = newUser();

        get("/api/users/" + id + "?at=2999-01-01").is(200);

        assertThat(isDescribed("/api/users/{id}", "at", "2999-01-01")).isTrue();
        assertThat(isDescribed("/api/users/{id}", "at", "2026-11-22T10:15:30.123Z"))
                .isTrue();
    }

    @Test
    void the_document_is_also_written_as_yaml() {
        TestResponse yaml = get("/v3/api-docs.yaml").is(200);

        assertThat(yaml.text()).startsWith("openapi: 3.1").contains("operationId: create-user");
    }

    @Test
    void the_document_names_the_server_as_the_client_does() {
        String authority = "/servers/0/variables/authority/default";

        assertThat(document.at(authority).stringValue()).isEqualTo("127.0.0.1:" + port());
        assertThat(request("GET", "/v3/api-docs")
                        .exchange()
                        .json()
                        .at(authority)
                        .stringValue())
                .isEqualTo("127.0.0.1:" + port());
    }

    private boolean isDescribed(String path, String name, String value) {
        for (JsonNode parameter : document.path("paths").path(path).at("/get/parameters")) {
            if (parameter.path("name").stringValue().equals(name)) {
                JsonNode schema = parameter.path("schema");
                String text = "\"" + value + "\"";
                String type = resolved(schema, "").path("type").asString("");
                String json = type.equals("string") ? text : type.equals("array") ? "[" + text + "]" : value;
                return valid(schema, parsed(json)).isEmpty();
            }
        }
        return false;
    }

    private JsonNode problem() {
        return parsed("{\"$ref\": \"#/components/schemas/Problem\"}");
    }

    private Collection<?> valid(JsonNode schema, JsonNode value) {
        ObjectNode complete = ((ObjectNode) schema).deepCopy();
        complete.set("components", document.path("components"));
        return SCHEMAS.getSchema(complete)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private JsonNode resolved(JsonNode parent, String pointer) {
        JsonNode node = pointer.isEmpty() ? parent : parent.at(pointer);
        return node.has("$ref") ? document.at(node.path("$ref").stringValue().substring(1)) : node;
    }

    /** The document names the required members in alphabetical order, and has one dialect for all schemas. */
    private static JsonNode unordered(JsonNode schema) {
        ObjectNode copy = ((ObjectNode) schema).deepCopy().without(List.of("$schema"));
        if (copy.has("required")) {
            List<String> names = new ArrayList<>();
            copy.path("required").forEach(name -> names.add(name.stringValue()));
            names.sort(null);
            copy.putPOJO("required", names);
        }
        return parsed(copy.toString());
    }

    private static JsonNode parsed(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private Set<String> parameters(String path, String method) {
        Set<String> names = new TreeSet<>();
        document.path("paths")
                .path(path)
                .path(method)
                .path("parameters")
                .forEach(parameter -> names.add(parameter.path("name").stringValue()));
        return names;
    }

    private static Set<String> with(Collection<String> one, Collection<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
