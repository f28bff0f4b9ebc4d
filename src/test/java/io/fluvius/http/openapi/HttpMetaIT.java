package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.ProblemCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** Metadata, the OpenAPI document, and the pages of problems. */
@OnH2
class HttpMetaIT extends HttpJourney {

    private static final List<String> COMMANDS = List.of(
            "activate-user",
            "complete-user-action",
            "create-user",
            "deactivate-user",
            "delete-user",
            "enable-totp",
            "execute-user-action",
            "lock-user",
            "reconcile-user",
            "remove-totp",
            "unlock-user",
            "update-user");

    @Autowired
    private Domains domains;

    @Test
    void the_application_names_its_version_domains_commands_and_resources() {
        JsonNode meta = get("/api/meta").is(200).json();

        assertThat(meta.path("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(meta.path("domains")).hasSize(domains.all().size());
        JsonNode user = meta.path("domains")
                .valueStream()
                .filter(domain -> domain.path("name").stringValue().equals("user"))
                .findFirst()
                .orElseThrow();
        assertThat(texts(user.path("commands"))).isEqualTo(COMMANDS);
        assertThat(texts(user.path("resources"))).containsExactly("user");
    }

    @Test
    void every_command_is_described() {
        for (String key : COMMANDS) {
            JsonNode command = get("/api/meta/commands/" + key).is(200).json();

            assertThat(command.propertyNames())
                    .containsExactly("key", "title", "description", "resource", "creating", "schema", "url");
            assertThat(command.path("key").stringValue()).isEqualTo(key);
            assertThat(command.path("title").stringValue()).isNotBlank();
            assertThat(command.path("description").stringValue()).isNotBlank();
            assertThat(command.path("resource").stringValue()).isEqualTo("user");
            assertThat(command.path("creating").booleanValue()).isEqualTo(key.equals("create-user"));
            assertThat(command.path("url").stringValue()).isEqualTo("/api/commands/" + key);
            assertThat(command.path("schema").path("$schema").stringValue())
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(command.path("schema").path("type").stringValue()).isEqualTo("object");
            assertThat(command.path("schema").path("additionalProperties")).isEqualTo(BooleanNode.FALSE);
        }
    }

    @Test
    void a_schema_describes_the_members_of_a_payload() {
        JsonNode schema = get("/api/meta/commands/create-user").json().path("schema");

        assertThat(schema.path("properties").propertyNames()).containsExactlyInAnyOrder("name", "email");
        assertThat(texts(schema.path("required"))).containsExactlyInAnyOrder("name", "email");
        assertThat(schema.path("properties").path("name").path("description").stringValue())
                .contains("200 characters");
        assertThat(schema.path("properties").path("email").path("type").stringValue())
                .isEqualTo("string");
    }

    @Test
    void a_resource_lists_its_fields_and_their_operators() {
        JsonNode resource = get("/api/meta/resources/user").is(200).json();
        Map<String, JsonNode> fields = resource.path("fields")
                .valueStream()
                .collect(Collectors.toMap(field -> field.path("name").stringValue(), field -> field));

        assertThat(resource.path("resource").stringValue()).isEqualTo("user");
        assertThat(resource.path("path").stringValue()).isEqualTo("users");
        assertThat(resource.path("url").stringValue()).isEqualTo("/api/users");
        assertThat(fields).hasSize(12);
        assertThat(texts(fields.get("status").path("values"))).containsExactly("ACTIVE", "DEACTIVATED", "LOCKED");
        assertThat(texts(fields.get("name").path("operators")))
                .containsExactlyInAnyOrder(
                        "eq", "ne", "in", "notin", "has", "starts", "ends", "gt", "gte", "lt", "lte");
        assertThat(fields.get("requiredActions").path("sortable").booleanValue())
                .isFalse();
        assertThat(fields.get("deactivationReason").path("nullable").booleanValue())
                .isTrue();
        assertThat(fields.get("createdAt").path("type").stringValue()).isEqualTo("date-time");
        assertThat(fields.get("createdAt").propertyNames())
                .containsExactly(
                        "name", "type", "nullable", "operators", "sortable", "indexed", "searched", "examples");
        assertThat(fields.values())
                .filteredOn(field -> field.path("searched").booleanValue())
                .map(field -> field.path("name").stringValue())
                .containsExactlyInAnyOrder("name", "email");
    }

    @Test
    void a_resource_describes_its_default_order_its_limits_and_its_searched_fields() {
        JsonNode resource = get("/api/meta/resources/user").is(200).json();

        assertThat(resource.propertyNames())
                .containsExactly("resource", "path", "url", "fields", "searched", "sort", "limit");
        assertThat(texts(resource.path("searched"))).containsExactly("name", "email");
        assertThat(texts(resource.path("sort"))).containsExactly("createdAt.asc", "id.asc");
        assertThat(resource.path("limit").path("minimum").intValue()).isEqualTo(1);
        assertThat(resource.path("limit").path("maximum").intValue()).isEqualTo(1000);
        assertThat(resource.path("limit").path("default").intValue()).isEqualTo(25);
        get("/api/users?sort=" + String.join(",", texts(resource.path("sort")))).is(200);
    }

    @Test
    void every_example_of_every_field_is_a_valid_query() {
        for (Domain domain : domains.all()) {
            JsonNode resource =
                    get("/api/meta/resources/" + domain.definition().name()).json();
            for (JsonNode field : resource.path("fields")) {
                List<String> examples = texts(field.path("examples"));

                assertThat(examples)
                        .hasSizeGreaterThan(texts(field.path("operators")).size());
                examples.forEach(example ->
                        get(resource.path("url").stringValue() + "?" + example).is(200));
            }
        }
    }

    @Test
    void unknown_commands_resources_and_parameters_are_refused() {
        get("/api/meta/commands/nope").isProblem(404, "unknown-command");
        get("/api/meta/resources/users").isProblem(404, "unknown-resource");
        get("/api/meta/nope").isProblem(404, "not-found");
        get("/problems/nope").isProblem(404, "not-found");
        get("/api/meta?a=1").isProblem(400, "malformed-request", "/a");
        get("/api/meta/commands/create-user?a=1").isProblem(400, "malformed-request", "/a");
        get("/api/meta/resources/user?a=1").isProblem(400, "malformed-request", "/a");
    }

    @Test
    void every_route_is_documented() {
        JsonNode document = get("/v3/api-docs").is(200).json();
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
        routes.put("/api/commands", Set.of("post"));
        routes.put("/api/meta", Set.of("get"));
        routes.put("/api/meta/commands/{command}", Set.of("get"));
        routes.put("/api/meta/resources/{resource}", Set.of("get"));
        routes.put("/problems/{code}", Set.of("get"));

        assertThat(document.path("openapi").stringValue()).startsWith("3.1");
        Map<String, Set<String>> documented = new TreeMap<>();
        document.path("paths").forEachEntry((path, item) -> documented.put(path, new TreeSet<>(item.propertyNames())));
        assertThat(documented).isEqualTo(routes).containsKeys("/api/users/{id}", "/api/commands/create-user");
    }

    @Test
    void every_problem_is_documented() {
        JsonNode document = get("/v3/api-docs").json();
        JsonNode code = document.path("components")
                .path("schemas")
                .path("Problem")
                .path("properties")
                .path("code");

        assertThat(texts(code.path("enum")))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::text)
                        .toList());
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("responses").propertyNames()).anyMatch(status -> status.startsWith("4"));
            }
        }
    }

    @Test
    void every_payload_is_documented_by_its_schema() {
        JsonNode paths = get("/v3/api-docs").json().path("paths");
        for (String key : COMMANDS) {
            JsonNode schema = get("/api/meta/commands/" + key).json().path("schema");
            JsonNode documented = paths.path("/api/commands/" + key)
                    .path("post")
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema")
                    .path("properties")
                    .path("payload");

            assertThat(texts(documented.path("required")))
                    .containsExactlyInAnyOrderElementsOf(texts(schema.path("required")));
            assertThat(((ObjectNode) documented).without("required"))
                    .isEqualTo(((ObjectNode) schema).without("required"));
        }
    }

    @Test
    void every_parameter_of_a_list_is_documented() {
        JsonNode paths = get("/v3/api-docs").json().path("paths");
        Set<String> consistency = Set.of("after", "wait");
        Set<String> filter = new TreeSet<>(Set.of("text", "query", "include", "exclude"));
        texts(get("/api/meta/resources/user").json().path("fields"), "name").stream()
                .map(name -> name.equals("requiredActions") ? "requiredActions.has" : name)
                .forEach(filter::add);
        Set<String> list = with(with(filter, consistency), Set.of("sort", "limit", "cursor", "page", "count"));

        assertThat(parameters(paths, "/api/users", "get")).isEqualTo(list);
        assertThat(parameters(paths, "/api/users/query", "post")).isEqualTo(consistency);
        assertThat(parameters(paths, "/api/users/{id}", "get"))
                .isEqualTo(with(consistency, Set.of("id", "If-Match", "If-None-Match", "version", "at")));
        assertThat(parameters(paths, "/api/users/{id}/events", "get"))
                .isEqualTo(with(consistency, Set.of("id", "limit", "cursor")));
        assertThat(parameters(paths, "/api/users/{id}/changes", "get"))
                .isEqualTo(with(consistency, Set.of("id", "Last-Event-ID")));
        assertThat(parameters(paths, "/api/users/changes", "get"))
                .isEqualTo(with(with(filter, consistency), Set.of("Last-Event-ID")));
    }

    @Test
    void every_documented_parameter_of_a_list_is_accepted() {
        JsonNode fault = get("/api/users?unknown=1")
                .isProblem(400, "invalid-query", "/unknown")
                .json();
        String unknown = fault.path("errors").path(0).path("message").stringValue();
        JsonNode list =
                get("/v3/api-docs").json().path("paths").path("/api/users").path("get");
        for (JsonNode parameter : list.path("parameters")) {
            String name = parameter.path("name").stringValue();
            JsonNode known = parameter.path("schema").path("items").path("enum").path(0);
            String value = known.isMissingNode() ? "%00" : known.stringValue();
            JsonNode errors = get("/api/users?" + name + "=" + value).json().path("errors");

            assertThat(errors.valueStream())
                    .as(name)
                    .allSatisfy(error ->
                            assertThat(error.path("message").stringValue()).isNotEqualTo(unknown));
        }
    }

    @Test
    void parameters_have_the_types_of_their_fields() {
        JsonNode parameters = get("/v3/api-docs")
                .json()
                .path("paths")
                .path("/api/users")
                .path("get")
                .path("parameters");
        Map<String, JsonNode> schemas = parameters
                .valueStream()
                .collect(Collectors.toMap(
                        parameter -> parameter.path("name").stringValue(), parameter -> parameter.path("schema")));

        assertThat(schemas.get("id").path("format").stringValue()).isEqualTo("uuid");
        assertThat(schemas.get("active").path("type").stringValue()).isEqualTo("boolean");
        assertThat(schemas.get("version").path("type").stringValue()).isEqualTo("integer");
        assertThat(schemas.get("createdAt").path("format").stringValue()).isEqualTo("date-time");
        assertThat(texts(schemas.get("status").path("enum"))).containsExactly("ACTIVE", "DEACTIVATED", "LOCKED");
        assertThat(schemas.get("limit").path("maximum").intValue()).isEqualTo(1000);
        assertThat(schemas.get("wait").path("maximum").intValue()).isEqualTo(10_000);
        assertThat(texts(schemas.get("sort").path("items").path("enum")))
                .contains("name.asc", "createdAt.desc")
                .doesNotContain("requiredActions.asc");
    }

    @Test
    void every_member_of_a_query_is_documented() {
        JsonNode body = get("/v3/api-docs")
                .json()
                .path("paths")
                .path("/api/users/query")
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");

        assertThat(body.path("properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "filter", "text", "sort", "limit", "cursor", "page", "count", "include", "exclude");
    }

    @Test
    void swagger_ui_is_served() {
        TestResponse moved = get("/swagger-ui.html");

        assertThat(moved.is(302).header("Location")).isEqualTo("/swagger-ui/index.html");
        assertThat(get("/swagger-ui/index.html").is(200).header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void every_problem_has_a_page(ProblemCode code) {
        TestResponse page = get("/problems/" + code.text()).is(200);

        assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.text()).contains("<title>" + code.text() + "</title>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png", "nonsense"})
    void the_accept_header_is_ignored(String accept) {
        TestResponse json =
                request("GET", "/api/meta").header("Accept", accept).exchange().is(200);
        TestResponse html = request("GET", "/problems/rejected")
                .header("Accept", accept)
                .exchange()
                .is(200);

        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        assertThat(html.header("Content-Type")).startsWith("text/html");
    }

    private static Set<String> parameters(JsonNode paths, String path, String method) {
        return new TreeSet<>(texts(paths.path(path).path(method).path("parameters"), "name"));
    }

    private static Set<String> with(Collection<String> one, Collection<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static List<String> texts(JsonNode objects, String member) {
        return objects.valueStream()
                .map(object -> object.path(member).stringValue())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
